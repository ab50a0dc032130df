// What was committed in a world, in the order of the commits: every cause before its effect.

import { lifted } from '@dure/domain';
import type { Vocabularies } from '@dure/domain';
import { recordId } from '@dure/kernel/ids';
import type { LogRecord } from '@dure/kernel/ports';

export type Committed = {
  readonly context: string;
  readonly partition: number;
  /** As the kernel names records: context, partition, sequence. */
  readonly id: string;
  readonly record: LogRecord;
};

type OnCommit = (context: string, partition: number, records: readonly LogRecord[]) => void;

/** The id of a context's log: in every world the same. */
export const logIdOf = (context: string): string => `log of ${context}`;

/** The logs as processes have them. */
export type WrittenLogs = {
  readonly log: (context: string, partition: number) => readonly LogRecord[];
};

export class History {
  readonly all: Committed[] = [];
  /** Records that do not follow the one before them. */
  readonly astray: Committed[] = [];
  readonly #logs = new Map<string, readonly LogRecord[][]>();
  readonly #listeners: OnCommit[] = [];
  readonly #vocabularies: Vocabularies;

  /** @param vocabularies those of the newest version of the wall. */
  constructor(vocabularies: Vocabularies = new Map()) {
    this.#vocabularies = vocabularies;
  }

  /** A record as it is read now, whatever version of the wall has written it. */
  asNow(context: string, record: LogRecord): readonly LogRecord[] {
    // What tells of a message is none.
    if (record.kind === 'refusal' || record.kind === 'operation') return [record];
    return lifted(this.#vocabularies.get(record.target ?? context), record);
  }

  open(context: string, partitions: number): void {
    this.#logs.set(
      context,
      Array.from({ length: partitions }, () => []),
    );
  }

  get contexts(): readonly string[] {
    return [...this.#logs.keys()];
  }

  partitionsOf(context: string): number {
    return this.#logs.get(context)?.length ?? 0;
  }

  /** The committed records of a partition, in order. */
  log(context: string, partition: number): readonly LogRecord[] {
    return this.#logs.get(context)?.[partition] ?? [];
  }

  /** Called first by the one, then by the other listener, before anything can react. */
  onCommit(listener: OnCommit): void {
    this.#listeners.push(listener);
  }

  note(context: string, partition: number, records: readonly LogRecord[]): void {
    if (records.length === 0) return;
    const log = this.#logs.get(context)?.[partition];
    for (const record of records) {
      const id = recordId(context, partition, record.sequence);
      const committed = { context, partition, record, id };
      if (log?.push(record) !== record.sequence) this.astray.push(committed);
      this.all.push(committed);
    }
    for (const listener of this.#listeners) listener(context, partition, records);
  }
}
