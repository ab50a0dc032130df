// Where `dure status`, `dure crash` and `dure retire` find what runs under `dure up`.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const NOTE_FILE = 'deployment.json';

/** What is noted beside the data, for this user alone: it has the secret. */
export type Note = {
  readonly pid: number;
  readonly gateway: string;
  readonly environment: { readonly [name: string]: string };
  readonly file?: string | undefined;
  readonly businesses: readonly string[];
  /** What runs now, by the name of the replica. */
  readonly processes: { readonly [name: string]: number };
};

/** What `dure up` has noted beside the data; nothing, where the processes are elsewhere. */
export const noteIn = (data: string): Note | undefined => {
  try {
    // `dure up` wrote it.
    return JSON.parse(readFileSync(join(data, NOTE_FILE), 'utf8')) as Note;
  } catch {
    return undefined;
  }
};
