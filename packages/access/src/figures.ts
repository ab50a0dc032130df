// What every way in counts, wherever it is shown.

/** A call that was answered, with the name of its status. */
export type CallAnswered = {
  readonly service: string;
  readonly method: string;
  readonly code: string;
  readonly tookMs: number;
};

/** A command that has ended: done, or refused under a name. */
export type CommandAnswered = {
  readonly business: string;
  readonly context: string;
  readonly rejection: string | undefined;
  readonly tookMs: number;
};

/** Counts what other ways in do beside what the gateway does itself. */
export type Figures = {
  readonly call: (of: CallAnswered) => void;
  readonly command: (of: CommandAnswered) => void;
};
