// Ports that `dure up` means to use, from the moment that it chooses them: its processes listen a
// while later, and let go of them whenever they are started again. A claim is a lock that the
// operating system holds for this process, so that it is gone with it, however that ends.

import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../command.ts';
import { lockFolder } from '../start/lock.ts';

const PORT_MAX = 65_535;

/** The same for every `dure up` of a user on a machine. */
const standardFolder = (): string => join(tmpdir(), `dure-ports-${userInfo().username}`);

const isFree = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });

export class PortClaims {
  readonly #host: string;
  readonly #folder: string;
  readonly #releases: (() => void)[] = [];

  /** @param folder where those who claim ports find each other. */
  constructor(host: string, folder: string = standardFolder()) {
    this.#host = host;
    this.#folder = folder;
  }

  /** Whether it is ours now: no other `dure up` means to use it, and nothing listens on it. */
  async claim(port: number): Promise<boolean> {
    const release = this.#locked(port);
    if (!release) return false;
    if (await isFree(this.#host, port)) {
      this.#releases.push(release);
      return true;
    }
    release();
    return false;
  }

  /**
   * The first one from here on that can be had.
   * @throws {Error} there is none.
   */
  async next(from: number): Promise<number> {
    for (let port = from; port <= PORT_MAX; port += 1) if (await this.claim(port)) return port;
    throw new Error(`There is no free port from ${from} on.`);
  }

  /** All of them may be used by others again. */
  release(): void {
    for (const release of this.#releases.splice(0)) release();
  }

  #locked(port: number): (() => void) | undefined {
    try {
      return lockFolder(join(this.#folder, String(port)));
    } catch (cause) {
      if (cause instanceof UserError) return undefined;
      throw cause;
    }
  }
}
