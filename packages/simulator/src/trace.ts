// What happened in a world, in order: for the story of a failure, and to tell two runs apart.

import type { Changes, LogRecord } from '@dure/kernel/ports';

export type Entry = {
  /** Milliseconds since the world began. */
  readonly elapsedMs: number;
  /** What the clocks showed, in epoch milliseconds. */
  readonly at: number;
  /** Who it happened to: `place`, `place#1`, `client`, `CardNetwork`, `world`. */
  readonly who: string;
  readonly kind: EntryKind;
  /** The business key of the case, where there is one. */
  readonly caseId?: string | undefined;
  readonly words: string;
};

export type EntryKind =
  LogRecord['kind'] | 'issue' | 'outcome' | 'fault' | 'loss' | 'call' | 'machine';

/** Off, it costs nothing; a failing seed is run once more with it on. */
export class Trace {
  readonly isOn: boolean;
  readonly entries: Entry[] = [];
  #hash = 0x811c9dc5;

  constructor(isOn: boolean) {
    this.isOn = isOn;
  }

  add(entry: Entry): void {
    this.entries.push(entry);
    const { elapsedMs, at, who, kind, caseId, words } = entry;
    this.#mix(`${elapsedMs} ${at} ${who} ${kind} ${caseId} ${words}\n`);
  }

  #mix(text: string): void {
    let hash = this.#hash;
    for (let index = 0; index < text.length; index += 1) {
      hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    }
    this.#hash = hash;
  }

  /** FNV-1a over every entry. */
  get hash(): string {
    return (this.#hash >>> 0).toString(16).padStart(8, '0');
  }
}

export type Noted = Pick<Entry, 'kind' | 'who' | 'words' | 'caseId'>;

/** What a turn has committed, an entry for each record. */
export const committed = (who: string, partition: number, { append }: Changes): readonly Noted[] =>
  append.map(({ kind, type, sequence, caseId, actor, causedBy, data }) => {
    const words = `${type} as ${partition}.${sequence}, by ${actor} after ${causedBy}`;
    return { kind, who, caseId, words: `${words} ${JSON.stringify(data)}` };
  });
