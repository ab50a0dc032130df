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

/** What an issuer says has ended: all of a person's sessions, or the one that it names. */
export type EndedThere = {
  readonly subject?: string | undefined;
  readonly sid?: string | undefined;
};

const NEVER = 0;
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
    const session = this.look(id);
    if (session) session.seenAt = this.#now();
    return session;
  }

  /** The same, by nobody whom it would keep from being idle. */
  look(id: string): Session | undefined {
    const session = this.#all.get(id);
    if (!session || !this.#isOver(session)) return session;
    this.#all.delete(id);
    return undefined;
  }

  end(id: string): void {
    this.#all.delete(id);
  }

  /**
   * Ends those of a person, or one of them where the issuer names it. The issuer is then asked
   * about the others before they are believed again: Keycloak names one of many that it has ended.
   */
  endOf({ subject, sid }: EndedThere): number {
    let ended = 0;
    for (const session of this.#all.values()) {
      const { tokens } = session;
      const isOfPerson = subject !== undefined && tokens.subject === subject;
      if (sid === undefined ? isOfPerson : tokens.sid === sid) {
        this.#all.delete(session.id);
        ended += 1;
      } else if (isOfPerson) session.checkedAt = NEVER;
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
