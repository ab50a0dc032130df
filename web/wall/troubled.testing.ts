// A lodging business in trouble, for the console: refunds are parked because the card network is
// away, the payments are switched off, and a view that is drawn anew takes as long as one likes.

import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { AnyMessage, By } from '@dure/domain';
import { runEmbedded } from '@dure/embedded';
import { createGateway } from '@dure/http';
import type { Feed } from '@dure/kernel/ports';
import { rehearsal } from '@dure/lodging/rehearsal';
import { memoryStore } from '@dure/store-memory';
import { breakPart, given } from '../testing/program.testing.ts';

const business = 'lodging';
const [PLACE, GUEST, OPERATOR] = ['place-1', 'Customer:customer-2', 'Operator:operator-1'];
const [STAYS, ROOMS, PARKED] = [60, 100, 3];
const [SLOW_MS, QUIET_MS, LOOK_MS, DAY_MS] = [1_000, 20_000, 50, 86_400_000];

const owner: By = { kind: 'actor', name: 'Owner', claims: { ownerId: 'owner-1' } };
const guest: By = { kind: 'actor', name: 'Customer', claims: { usrId: 'customer-2' } };

const dayIn = (days: number): string =>
  new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

const message = (type: string, fields: object): AnyMessage => ({ type, ...fields });

/** What is read once more, as a view that is drawn anew does, takes long while that is so. */
const slowed = (feed: Feed, slow: { readonly is: boolean }): Feed => ({
  partitionsOf: (...asked) => feed.partitionsOf(...asked),
  read: (...asked) => feed.read(...asked),
  readAgain: async (...asked) => {
    if (slow.is) await sleep(SLOW_MS);
    return feed.read(...asked);
  },
  end: (...asked) => feed.end(...asked),
  follow: (...asked) => feed.follow(...asked),
});

const limits = {
  /** So that there are many steps to a view that is drawn anew. */
  readMax: 10,
  askTimeoutMs: 10_000,
  listAfterAttempts: 2,
  retryFirstMs: 50,
  retryMostMs: 200,
};

/** Stays of one guest, all of them paid and confirmed. */
const filled = async (slow: { readonly is: boolean }) => {
  const running = await runEmbedded({
    system: rehearsal,
    storeOf: () => memoryStore(),
    feedOf: (_context, logs) => slowed(logs, slow),
    limits,
  });
  const issue = async (command: AnyMessage, by: By): Promise<void> => {
    const { is } = await running.issue({ command, by });
    if (is !== 'done') throw new Error(`${command.type} was ${is}.`);
  };
  const terms = { ownerId: 'owner-1', pricePerNight: 5_000, instantConfirmation: true };
  const placeNm = '북촌 한옥스테이';
  await issue(message('RegisterPlace', { placeId: PLACE, placeNm, ...terms }), owner);
  await running.quiet(QUIET_MS);
  await issue(message('OpenStock', { placeId: PLACE, stock: ROOMS }), owner);
  await running.quiet(QUIET_MS);
  const stay = { placeId: PLACE, usrId: 'customer-2', qty: 1 };
  for (let at = 1; at <= STAYS; at += 1) {
    const days = { strDt: dayIn(10 + at), endDt: dayIn(11 + at) };
    await issue(message('PlaceReservation', { orderId: `order-${at}`, ...stay, ...days }), guest);
  }
  await running.quiet(QUIET_MS);
  return running;
};

/** What those of the business do, and who runs it. */
const actsAt = (url: string) => {
  const close = (): Promise<void> => Promise.resolve();
  const program = { url, kill: close, close };
  const operate = (path: string, method: 'GET' | 'POST' = 'POST') =>
    given(program, { business, persona: OPERATOR, path: `ops/${path}`, method });
  return {
    operate,
    order: (path: string, body: object = {}) =>
      given(program, {
        business,
        persona: GUEST,
        path: `accommodations${path}`,
        body: { ...body },
      }),
    /** Resolves when no view is being drawn anew. */
    drawn: async (): Promise<void> => {
      // The gateway's own answer.
      type Rebuilds = { readonly rebuilding: readonly { readonly state: string }[] };
      const read = async () => ((await operate('rebuilds', 'GET')) as Rebuilds).rebuilding;
      while ((await read()).some(({ state }) => state === 'building')) await sleep(LOOK_MS);
    },
    listed: async (): Promise<number> => {
      // The gateway's own answer.
      const { work } = (await operate('work', 'GET')) as { readonly work: readonly unknown[] };
      return work.length;
    },
    broken: (of: string, fault: 'down' | 'none') => breakPart(program, business, { of, fault }),
  };
};

/** The business behind a gateway with pages. */
export const openTroubled = async () => {
  const slow = { is: false };
  const running = await filled(slow);
  const gateway = await createGateway({
    running,
    port: 0,
    demos: rehearsal.demo ? { [business]: { ...rehearsal.demo, steps: () => [] } } : {},
    pages: fileURLToPath(new URL('../dist', import.meta.url)),
  });
  const { url } = gateway;
  const { operate, order, listed, drawn, broken } = actsAt(url);
  return {
    url,
    /** Refunds are tried until they are listed; then payments are away, and a stay is refused. */
    trouble: async (): Promise<void> => {
      await broken('CardNetwork', 'down');
      for (let at = 1; at <= PARKED; at += 1) await order(`/order-${at}/cancel-reservation`);
      while ((await listed()) < PARKED) await sleep(LOOK_MS);
      await broken('payment', 'down');
      const days = { strDt: dayIn(90), endDt: dayIn(91) };
      await order('', { placeId: PLACE, usrId: 'customer-2', qty: 1, ...days }).catch(() => {});
    },
    /** Takes a minute from here on, unless it is hurried; one that is under way ends first. */
    drawAnew: async (view: string): Promise<void> => {
      slow.is = false;
      await drawn();
      slow.is = true;
      await operate(`views/${view}/rebuild`).catch(() => {});
    },
    hurry: (): void => void (slow.is = false),
    mend: async (): Promise<void> => {
      for (const part of ['payment', 'CardNetwork']) await broken(part, 'none');
    },
    close: async (): Promise<void> => {
      slow.is = false;
      await gateway.close();
      await running.stop();
    },
  };
};

export type Troubled = Awaited<ReturnType<typeof openTroubled>>;
