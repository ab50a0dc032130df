// Who was revoked, from a file that may be changed while the gateway runs: a subject or the id of a
// token (`jti`) a line; `#` begins a remark.

import { readFileSync, statSync } from 'node:fs';
import type { IsRevoked } from '@dure/access';

/** The file is looked at no more often than this. */
const LOOK_MS = 1_000;

const namesIn = (file: string): ReadonlySet<string> =>
  new Set(
    readFileSync(file, 'utf8')
      .split('\n')
      .map((line) => line.replace(/(?:^|\s)#.*$/, '').trim())
      .filter((line) => line !== ''),
  );

type Read = { readonly names: ReadonlySet<string>; readonly changedMs: number };

const read = (file: string): Read => ({ changedMs: statSync(file).mtimeMs, names: namesIn(file) });

/** A file that is gone, or is being written, says nothing new: who was revoked stays so. */
const readAgain = (file: string, known: Read): Read => {
  try {
    return statSync(file).mtimeMs === known.changedMs ? known : read(file);
  } catch {
    return known;
  }
};

/** @throws {Error} the file cannot be read. */
export const followRevoked = (file: string, now: () => number = Date.now): IsRevoked => {
  let known = read(file);
  let lookedAt = now();
  return ({ subject, tokenId }) => {
    if (now() - lookedAt >= LOOK_MS) {
      lookedAt = now();
      known = readAgain(file, known);
    }
    return known.names.has(subject) || (tokenId !== undefined && known.names.has(tokenId));
  };
};
