// Who has signed in by a browser. Sessions live in the memory of this process: after a restart the
// browser is sent to the issuer, which still knows it.

import { randomBytes } from 'node:crypto';
import { knownPerson } from '@dure/access';
import type { KnownPerson, Person } from '@dure/access';
import type { SessionBounds } from './settings.ts';

/** Tokens stay here, and never reach the browser. */
export type Tokens = {
  readonly access: string;
  readonly refresh: string | undefined;
  /** In milliseconds since 1970. */
  readonly until: number;
  readonly subject: string;
  /** By which the issuer names the session in its browser. */
  readonly sid: string | undefined;
};

export type Session = {
  readonly id: string;
  readonly csrf: string;
  readonly createdAt: number;
  seenAt: number;
  tokens: Tokens;
  known: KnownPerson;
  /** When the issuer said so last. */
  checkedAt: number;
  /** Under way, while the issuer is asked again. */
  renewing?: Promise<'ok' | 'ended' | 'away'> | undefined;
};

const SESSIONS_MAX = 10_000;
const ID_BYTES = 32;

/** Long enough that no one guesses it. */
export const secretId = (): string => randomBytes(ID_BYTES).toString('base64url');

export class Sessions {
  readonly #all = new Map<string, Session>();
  readonly #bounds: SessionBounds;
  readonly #now: () => number;

  constructor(bounds: SessionBounds, now: () => number) {
    this.#bounds = bounds;
    this.#now = now;
  }

  open(tokens: Tokens, person: Person): Session {
    this.#makeRoom();
    const now = this.#now();
    const session: Session = {
      id: secretId(),
      csrf: secretId(),
      createdAt: now,
      seenAt: now,
      tokens,
      known: knownPerson(person),
      checkedAt: now,
    };
    this.#all.set(session.id, session);
    return session;
  }

  /** The session, if it has not ended; it was seen now. */
  find(id: string): Session | undefined {
    const session = this.#all.get(id);
    if (!session) return undefined;
    if (this.#isOver(session)) {
      this.#all.delete(id);
      return undefined;
    }
    session.seenAt = this.#now();
    return session;
  }

  end(id: string): void {
    this.#all.delete(id);
  }

  /** Ends those of a person, or of one session of theirs at the issuer. */
  endOf(of: { readonly subject?: string | undefined; readonly sid?: string | undefined }): number {
    let ended = 0;
    for (const { id, tokens } of this.#all.values()) {
      const isMeant = of.sid === undefined ? tokens.subject === of.subject : tokens.sid === of.sid;
      if (!isMeant) continue;
      this.#all.delete(id);
      ended += 1;
    }
    return ended;
  }

  #isOver({ createdAt, seenAt }: Session): boolean {
    const now = this.#now();
    const { idleS, ageMaxS } = this.#bounds;
    return now - seenAt > idleS * 1_000 || now - createdAt > ageMaxS * 1_000;
  }

  /** What is over goes first, then what was opened first. */
  #makeRoom(): void {
    if (this.#all.size < SESSIONS_MAX) return;
    for (const session of this.#all.values()) {
      if (this.#isOver(session)) this.#all.delete(session.id);
    }
    const [oldest] = this.#all.size < SESSIONS_MAX ? [] : this.#all.keys();
    if (oldest !== undefined) this.#all.delete(oldest);
  }
}
