// What a preview of a command answers, as types: a page of a browser imports nothing else.

type InBoth = { readonly ko: string; readonly en: string };

type Data = { readonly [field: string]: unknown };

/**
 * What a command would do. Nothing was done. Sent along as `Dure-Preview`, its `digest` makes the
 * command do the same or nothing (412).
 */
export type ShownPreview = {
  readonly command: string;
  readonly label: InBoth;
  /** Whether it would be done now. */
  readonly isPossible: boolean;
  /** Whether what comes of it depends on an answer that only an external system can give. */
  readonly depends?: InBoth;
  /** Why not, where it is not possible: as the command would be refused. */
  readonly problem?: {
    readonly rejection: string;
    readonly status: number;
    readonly ko: string;
    readonly en: string;
    readonly facts?: Data;
  };
  readonly state?: {
    readonly aggregate: string;
    readonly before: ShownState;
    readonly after: ShownState;
  };
  readonly events: readonly ShownEvent[];
  /** The sums of money in its events: what it would cost, or give back. */
  readonly amounts: readonly {
    readonly field: string;
    readonly label: InBoth;
    readonly amount: number;
    readonly event: string;
  }[];
  /** What others would have to answer first. Nothing of it was sent. */
  readonly asks: readonly ShownAsk[];
  /** Deadlines that would begin, with their instant, or end. */
  readonly deadlines: readonly (Named & { readonly at?: string })[];
  /** The commands that would follow at once. */
  readonly follows: readonly ShownCommand[];
  /** Whom it would tell: those of `follows` that write to people. */
  readonly messages: readonly ShownCommand[];
  /** Fields that only an external system can fill. */
  readonly unknown: readonly string[];
  readonly digest?: string;
};

type Named = { readonly name: string; readonly label: InBoth };

export type ShownState = Named & { readonly status: string };

export type ShownEvent = Named & { readonly data: Data };

export type ShownAsk = Named & {
  readonly to: string;
  readonly isExternal: boolean;
  readonly type: string;
  readonly data: Data;
  readonly undo?: string;
  /** `assumed`: an external system was not asked, and is taken to agree. */
  readonly answer: 'taken' | 'refused' | 'unavailable' | 'assumed';
};

export type ShownCommand = Named & {
  readonly context: string;
  readonly target: string;
  readonly data: Data;
  /** The event that it would follow. */
  readonly whenever: string;
};
