// A business as a wall of others suggests it: what the code of its contexts is written from.

import type { Label } from '@dure/domain';
import type { Odd } from './odd.ts';

export type DraftField = {
  readonly name: string;
  /** As it is written: `id('book')`, `list(text)`. */
  readonly shape: string;
  readonly label: Label;
};

export type DraftAggregate = {
  readonly id: string;
  readonly name: string;
  readonly label: Label;
  /** The field that tells one from another. */
  readonly key: DraftField;
  readonly idKind: string;
  readonly fields: readonly DraftField[];
};

export type DraftCommand = {
  readonly ids: readonly string[];
  readonly name: string;
  readonly label: Label;
  readonly aggregate: DraftAggregate;
  /** The key first. */
  readonly fields: readonly DraftField[];
  /** Whether it begins the life of an instance. */
  readonly opens: boolean;
  /** The event that it gives, by name. */
  readonly gives: string | undefined;
};

export type DraftEvent = {
  readonly ids: readonly string[];
  readonly name: string;
  readonly label: Label;
  readonly aggregate: DraftAggregate;
  readonly fields: readonly DraftField[];
  /** Whether it ends the life of an instance. */
  readonly ends: boolean;
};

export type DraftPolicy = {
  readonly name: string;
  readonly label: Label;
  readonly event: string;
  readonly commands: readonly string[];
};

export type DraftView = {
  readonly name: string;
  readonly label: Label;
  readonly key: DraftField;
  readonly fields: readonly DraftField[];
  readonly creates: readonly string[];
  readonly updates: readonly string[];
  readonly deletes: readonly string[];
};

export type DraftActor = {
  readonly name: string;
  readonly label: Label;
  readonly issues: readonly string[];
};

export type DraftRejection = {
  readonly name: string;
  readonly label: Label;
  readonly kind: string;
};

export type DraftContext = {
  readonly name: string;
  readonly label: Label;
  readonly aggregates: readonly DraftAggregate[];
  readonly commands: readonly DraftCommand[];
  readonly events: readonly DraftEvent[];
  readonly policies: readonly DraftPolicy[];
  readonly views: readonly DraftView[];
  readonly actors: readonly DraftActor[];
  readonly rejections: readonly DraftRejection[];
};

export type Draft = {
  readonly name: string;
  readonly label: Label;
  readonly contexts: readonly DraftContext[];
  /** Fields that may be left out: `event Booked.seat`. */
  readonly optional: ReadonlySet<string>;
  readonly odd: readonly Odd[];
};
