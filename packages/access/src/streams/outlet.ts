// Where a stream goes: to a client that takes what it is sent in its own time.

export type Event = {
  readonly event: string;
  readonly data: unknown;
  /** Where to go on after a break. */
  readonly id?: string;
};

/** One client that listens, by whatever protocol. It bounds what the client has not taken yet. */
export interface Outlet {
  readonly isOpen: boolean;
  /** Whether the client has not taken yet what should be taken before more is sent. */
  readonly isBehind: boolean;
  /** Called once, when the client has gone or the stream was ended. */
  onEnd(end: () => void): void;
  send(event: Event): void;
  /** Everything up to this id was sent, though none of it may have been for this client. */
  mark(id: string): void;
  /** Resolves when the client has taken most of what was sent, or has gone. */
  drained(): Promise<void>;
  end(): void;
}
