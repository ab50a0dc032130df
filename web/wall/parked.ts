// What the gateway says of parked messages.

import type { InBoth } from '../kit/described.ts';

export type Group = {
  readonly context: string;
  readonly type: string;
  readonly cause: string;
  /** What the message is called, and why it is parked. */
  readonly label: InBoth;
  readonly why: InBoth;
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
