// The replicas of a deployment on this machine, and how its processes find each other.

import { randomBytes } from 'node:crypto';
import { STANDARD_HOST } from '../command-options.ts';
import type { Part } from './deployment.ts';
import { secretValueOf } from '../environment.ts';
import type { Environment } from '../terminal.ts';
import { nameIn, secretIn } from './environment.ts';
import { PortClaims } from './port-claims.ts';
import { portTaken } from './ports.ts';

const FIRST_PORT = 8100;

export type Replica = { readonly part: Part; readonly of: number; readonly url: string };

/** `lodging/payment/0` */
export const nameOfReplica = ({ part, of }: Replica): string => `${part.name}/${of}`;

/** There from the beginning; the others come and go with what there is to do. */
export const isStanding = ({ part, of }: Replica): boolean => of < part.replicas;

export class Places {
  readonly #claims = new PortClaims(STANDARD_HOST);
  #next = FIRST_PORT;

  /** @throws {UserError} another program has it, or means to. */
  async claim(port: number, name: string): Promise<void> {
    if (!(await this.#claims.claim(port))) throw portTaken(port, name);
  }

  /**
   * As many of each context as there may ever be: those of the file, and for the others the next
   * free ports. Whoever looks for a replica that does not run finds another one.
   */
  async replicasOf(parts: readonly Part[]): Promise<readonly Replica[]> {
    const replicas: Replica[] = [];
    for (const part of parts) {
      for (let of = 0; of < part.replicasMax; of += 1) {
        const port = await this.#portOf(part, of);
        replicas.push({ part, of, url: `http://${STANDARD_HOST}:${port}` });
      }
    }
    return replicas;
  }

  async #portOf({ port, name }: Part, of: number): Promise<number> {
    if (port === undefined) {
      const free = await this.#claims.next(this.#next);
      this.#next = free + 1;
      return free;
    }
    await this.claim(port + of, name);
    return port + of;
  }

  /** Others may have the ports. */
  release(): void {
    this.#claims.release();
  }
}

/**
 * Where each context is, and the secret by which they know each other.
 * @throws {UserError} the secret that is given cannot be used: each process would end by it, again
 * and again.
 */
export const environmentOf = (
  replicas: readonly Replica[],
  environment: Environment,
): { readonly [name: string]: string } => {
  const urls = Map.groupBy(replicas, ({ part }) => part.name);
  const addresses = [...urls].map(([name, all]) => [
    `DURE_URLS_${nameIn(name)}`,
    all.map(({ url }) => url).join(','),
  ]);
  const isGiven = secretValueOf(environment, 'DURE_SECRET') !== undefined;
  if (isGiven) secretIn(environment);
  const secret = isGiven ? {} : { DURE_SECRET: randomBytes(48).toString('base64') };
  return { ...Object.fromEntries(addresses), ...secret };
};
