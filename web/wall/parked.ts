// What the gateway says of parked messages.

/** As the kernel calls what does not answer. */
export const AWAY = 'unavailable';

export type Group = {
  readonly context: string;
  readonly type: string;
  readonly cause: string;
  readonly count: number;
  readonly stopped: number;
  readonly since: string;
};

export type ParkedMessage = {
  readonly id: string;
  readonly context: string;
  readonly caseId: string;
  readonly type: string;
  readonly message: { readonly [field: string]: unknown };
  readonly state: 'retrying' | 'early' | 'waiting' | 'stopped';
  readonly cause: string;
  readonly attempts: number;
  readonly since: string;
  readonly dueAt?: string;
};
