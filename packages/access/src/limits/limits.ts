// How much a client may send, and how much a way in takes at once.

import type { Caller } from '../caller.ts';
import { refusal } from '../refusals.ts';
import type { Refusal } from '../refusals.ts';
import { Buckets } from './buckets.ts';
import type { Rate, Taken } from './buckets.ts';
import { UnderWay } from './under-way.ts';
import type { Priority, UnderWayBounds, Usual } from './under-way.ts';

/** What a line does. Lines of `health` are never limited: whoever watches has to see it. */
export type Work = 'command' | 'opening' | 'read' | 'signIn' | 'health';

export type LimitOptions = {
  /** Of one person in one role, or of one program. */
  readonly commands: Rate;
  readonly reads: Rate;
  /** Of one address: sign-ins, and everything that comes from it. */
  readonly signIns: Rate;
  readonly address: Rate;
  readonly underWay?: Partial<UnderWayBounds>;
  /** Who sends on before they were told to is refused so late, at the most; else 1 s. */
  readonly lateMs?: number;
};

const LATE_MS = 1_000;

export const standardLimits: LimitOptions = {
  commands: { perSecond: 50, burst: 200 },
  reads: { perSecond: 100, burst: 400 },
  signIns: { perSecond: 5, burst: 50 },
  address: { perSecond: 2_000, burst: 4_000 },
};

const RETRY_S_MAX = 3;

const priorities: { readonly [W in Work]: Priority } = {
  health: 'first',
  command: 'first',
  opening: 'next',
  signIn: 'next',
  read: 'last',
};

/** Spread, so that not all come back at once. */
const retryS = (): number => 1 + Math.floor(Math.random() * RETRY_S_MAX);

const busy = (retryAfter: number): Refusal =>
  refusal('Unavailable', {
    retryAfter,
    words: {
      ko: '지금은 너무 바쁩니다. 아무 일도 일어나지 않았으니 잠시 후 다시 시도해 주세요',
      en: 'Too busy at the moment. Nothing has happened; please try again shortly',
    },
  });

const tooFast = (waitS: number): Refusal =>
  refusal('TooFast', {
    retryAfter: waitS,
    words: {
      ko: `너무 자주 보냈습니다. ${waitS}초 뒤에 다시 시도해 주세요`,
      en: `That was too often. Please try again in ${waitS} s`,
    },
  });

/** What is too much, not yet in words: a flood is refused many times in the same ones. */
export type TooMuch = { readonly is: 'busy' | 'tooFast'; readonly waitS: number };

export const asRefusal = ({ is, waitS }: TooMuch): Refusal =>
  is === 'busy' ? busy(waitS) : tooFast(waitS);

/** What was let in, when it leaves. */
export type Leaving = {
  readonly work: Work;
  /** What is usual for its line. */
  readonly usual: Usual;
  readonly tookMs: number;
  /** How much was under way when it was let in, with itself. */
  readonly load: number;
  readonly address: string;
};

type Named = 'commands' | 'reads' | 'signIns' | 'address';

const bucketOf = (work: Work): Named => (work === 'signIn' ? 'signIns' : 'address');

/** What a client has left of its commands or reads. */
export type Left = { readonly name: string; readonly rate: Rate; readonly taken: Taken };

/** Why a client is refused by what it has left; nothing, where it is not. */
export const refusalIn = ({ taken }: Left): Refusal | undefined =>
  taken.isAllowed ? undefined : tooFast(taken.waitS);

/** Callers are kept with their credentials, and send again. */
const clients = new WeakMap<Caller, string>();

const clientOf = (caller: Caller): string => {
  const known = clients.get(caller);
  if (known !== undefined) return known;
  const client = `${caller.actor ?? ''}:${caller.subject ?? ''}`;
  clients.set(caller, client);
  return client;
};

export class Limits {
  readonly underWay: UnderWay;
  readonly lateMs: number;
  readonly #now: () => number;
  readonly #buckets: { readonly [N in Named]: Buckets };

  constructor(options: LimitOptions, now = () => performance.now()) {
    this.#now = now;
    this.underWay = new UnderWay(options.underWay);
    this.lateMs = options.lateMs ?? LATE_MS;
    this.#buckets = {
      commands: new Buckets(options.commands, now),
      reads: new Buckets(options.reads, now),
      signIns: new Buckets(options.signIns, now),
      address: new Buckets(options.address, now),
    };
  }

  /** Whether nothing of any kind but a sign-in would be refused now, whoever sends it. */
  isQuiet(address: string): boolean {
    return this.underWay.isQuiet && this.#buckets.address.emptyForS(address) === 0;
  }

  /** Whether `enter` would refuse it at this moment. Takes nothing, and costs next to nothing. */
  tooMuch(address: string, work: Work): TooMuch | undefined {
    if (work === 'health') return undefined;
    const waitS = this.#buckets[bucketOf(work)].emptyForS(address);
    if (waitS > 0) return { is: 'tooFast', waitS };
    if (this.underWay.hasRoom(priorities[work], address)) return undefined;
    return { is: 'busy', waitS: retryS() };
  }

  /**
   * Before anything is known of who asks: why it is refused; nothing, where it is let in, and has
   * to `leave`.
   * @param nowMs by the clock of these limits, where it was read already.
   */
  enter(address: string, work: Work, nowMs = this.#now()): Refusal | undefined {
    if (work === 'health') return undefined;
    const { isAllowed, waitS } = this.#buckets[bucketOf(work)].take(address, nowMs);
    if (!isAllowed) return tooFast(waitS);
    return this.underWay.enter(priorities[work], address) ? undefined : busy(retryS());
  }

  /** Once for each that was let in, however it ended. */
  leave({ work, usual, tookMs, load, address }: Leaving): void {
    if (work === 'health') return;
    const isMeasured = work === 'command' || work === 'opening';
    if (isMeasured) this.underWay.leave(usual, { tookMs, load, client: address });
    else this.underWay.leaveUnmeasured(address);
  }

  /**
   * Once it is known who asks.
   * @param nowMs by the clock of these limits, where it was read already.
   */
  take(caller: Caller, work: Work, nowMs = this.#now()): Left {
    const name = work === 'command' || work === 'opening' ? 'commands' : 'reads';
    const buckets = this.#buckets[name];
    return { name, rate: buckets.rate, taken: buckets.take(clientOf(caller), nowMs) };
  }
}
