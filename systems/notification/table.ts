// A Messages table: which event tells whom, and in which words.

import type { AnyHappening, Label } from '@dure/domain';

/** Who is told, by fields of the event or of earlier events of the case. */
export type Recipient = {
  /** `customer` in `customer:customer-2`. */
  readonly kind: string;
  /** The field that says which one. Without it, all of the kind share one inbox. */
  readonly by?: string;
  /** The field that holds a phone, where there is one. */
  readonly phone?: string;
};

/** In which words somebody is told. `{field}` in a text stands for the field's value. */
export type Wording = {
  readonly ko: string;
  readonly en: string;
  /** A step that may come again counts: the second time its status ends in `#2`. */
  readonly recurs?: boolean;
  /** For how many minutes it makes sense to push it to a phone; without it, MESSAGE_STALE. */
  readonly lasts?: number;
};

/** `{field}` in a status stands for the field's value, as in the texts. */
export type MessageRow = Wording & {
  readonly on: AnyHappening;
  readonly status: string;
  readonly to: Recipient;
};

/** In minutes, as `lasts` says it. */
export const hours = (number: number): number => number * 60;
export const days = (number: number): number => hours(24 * number);

type Said = Wording & { readonly status: string };

/** Wordings by the status that they tell. What tells it in other words names it: `status: '…'`. */
export const wordings =
  <S extends string>(by: { readonly [N in S]: Wording & { readonly status?: string } }) =>
  (status: S): Said => ({ status, ...by[status] });

export type Remembering = { readonly of: AnyHappening; readonly fields: readonly string[] };

/** How values are called by people, by field and value. */
export type Words = { readonly [field: string]: { readonly [value: string]: Label } };

export type MessageTable = {
  /** The business, as templates name it: `lodging` in `lodging.예약완료`. */
  readonly business: string;
  /** The field that names the case in every event. */
  readonly businessKey: string;
  readonly remembers: readonly Remembering[];
  readonly messages: readonly MessageRow[];
  readonly words?: Words;
};

/** What later messages of a case need of an event. */
export const remember = <const H extends AnyHappening>(
  of: H,
  ...fields: readonly (keyof H['fields'] & string)[]
): Remembering => ({ of, fields });
