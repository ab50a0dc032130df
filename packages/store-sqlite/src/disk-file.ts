// A file as it stands on the disk while it is in use: SQLite would go on with one that no path
// leads to, and all of it would be lost.

import { statSync } from 'node:fs';
import { gone, logGone } from './errors.ts';

/** Which file stands at a path: another one, or none, once it was deleted, moved or replaced. */
const inodeOf = (file: string): number | undefined =>
  statSync(file, { throwIfNoEntry: false })?.ino;

export class DiskFile {
  readonly path: string;
  readonly #inode: number | undefined;
  /** That of the write-ahead log, which stands beside the file while it is in use. */
  #logInode: number | undefined;

  constructor(path: string) {
    this.path = path;
    this.#inode = inodeOf(path);
    this.#logInode = inodeOf(`${path}-wal`);
  }

  /** @throws {StoreUnavailable} it is not where it was opened. */
  needThere(): void {
    if (inodeOf(this.path) !== this.#inode) throw gone(this.path);
    const log = `${this.path}-wal`;
    const found = inodeOf(log);
    this.#logInode ??= found;
    if (found !== this.#logInode) throw logGone(log);
  }
}
