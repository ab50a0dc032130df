// What the cases of a business answer, as types: a page of a browser imports nothing else.

import type { InBoth } from '../described/words.ts';

type Named = { readonly name: string; readonly label: InBoth };
type Link = { readonly href: string };
type Data = { readonly [field: string]: unknown };

/** One case among others, as its operators find it. */
export type ListedCase = {
  readonly caseId: string;
  /** What the world sees of it, where it has a status. */
  readonly status?: { readonly value: string; readonly label: InBoth };
  readonly lastEventAt: string;
  /** The row of the view that lists them, what is personal masked. */
  readonly row: Data;
  readonly _links: { readonly trail: Link; readonly story: Link; readonly why: Link };
};

export type CaseList = {
  /** The view whose rows are listed. Its filters and orders are those of the list. */
  readonly view: string;
  readonly cases: readonly ListedCase[];
  readonly page: {
    readonly number: number;
    readonly size: number;
    readonly totalElements: number;
    readonly hasMore?: true;
  };
  readonly _links: { readonly self: Link; readonly next?: Link };
};

/** One step of a story: who it came from, and where it went. */
export type StoryStep = {
  /** Where the record stands: `place.0.12`. */
  readonly id: string;
  readonly at: string;
  readonly kind: 'event' | 'command' | 'reminder' | 'refusal' | 'operation';
  readonly type: string;
  readonly label: InBoth;
  /** The lanes of a sequence diagram: a person, or a context. */
  readonly from: string;
  readonly to: string;
  readonly actor: string;
  readonly subject: string;
  /** The record that caused it, in the tree of causes; nothing where a person began it. */
  readonly parent?: string;
  /** How long nothing had happened before it, in milliseconds, where that was over a minute. */
  readonly idleMs?: number;
  readonly data: Data;
};

/** A page of a case, as a sequence between lanes and as a tree of causes. */
export type Story = {
  readonly caseId: string;
  /** In the order in which they come up on this page. */
  readonly lanes: readonly (Named & { readonly kind: 'person' | 'context' })[];
  readonly steps: readonly StoryStep[];
  readonly hasMore: boolean;
  readonly _links: { readonly self: Link; readonly next?: Link };
};

/** Why a case is as it is. */
export type Why = {
  readonly caseId: string;
  readonly instances: readonly WhyInstance[];
  readonly sagas: readonly (Named & {
    readonly context: string;
    readonly status: 'running' | 'completed' | 'ended';
    readonly step?: Named & { readonly waitsFor?: string };
  })[];
  /** Messages of the case that could not be handled. */
  readonly parked: readonly {
    readonly context: string;
    readonly id: string;
    readonly type: string;
    readonly cause: string;
    /** What it is called, and why it is parked. */
    readonly label: InBoth;
    readonly why: InBoth;
    readonly state: string;
    readonly since: string;
  }[];
  /** Contexts that could not be asked. */
  readonly away: readonly string[];
};

export type WhyInstance = {
  readonly context: string;
  readonly aggregate: string;
  readonly label: InBoth;
  readonly key: string;
  /** The register of a ledger, and the entry in it. */
  readonly life?: string;
  readonly entry?: string;
  readonly state: Named & { readonly status: string; readonly kind: string };
  readonly since: string;
  /** The event that brought it there, and what caused that, back to who began it. */
  readonly because: readonly {
    readonly id: string;
    readonly kind: string;
    readonly type: string;
    readonly label: InBoth;
    readonly actor: string;
    readonly at: string;
  }[];
  /** Who may move it on, by which commands, and what will if they do not. */
  readonly waitsFor: {
    readonly actors: readonly { readonly actor: string; readonly commands: readonly Named[] }[];
    readonly deadlines: readonly (Named & { readonly at: string })[];
  };
  /** The commands of people that are closed now, and why. */
  readonly closed: readonly (Named & {
    readonly reason: InBoth;
    /** The states in which they are open. */
    readonly openIn: readonly Named[];
  })[];
};

/** How a row of a view came to be, event by event of its case. */
export type RowHistory = {
  readonly view: string;
  readonly key: readonly string[];
  readonly caseId: string;
  readonly steps: readonly RowStep[];
  readonly hasMore: boolean;
  /** As readers see it now; nothing, where it was taken down. */
  readonly row?: Data;
};

export type RowStep = Named & {
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  /** Whether the view says what becomes of the row then; otherwise it stays as it was. */
  readonly isDrawn: boolean;
  /** The row behind it; nothing, where it is not there. */
  readonly row?: Data;
  /** The fields that are other than before. */
  readonly changed: readonly string[];
};
