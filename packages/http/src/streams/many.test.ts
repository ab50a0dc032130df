// Many who follow a view: what a change costs does not grow with them, and none of them misses it.

import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { businessOf, followView } from '@dure/access';
import type { Business, Caller, Event, Outlet } from '@dure/access';
import { StoreUnavailable } from '@dure/kernel/ports';
import { lend, openLibrary } from '../open-library.testing.ts';
import type { OpenLibrary } from '../open-library.testing.ts';

const WAIT_MS = 5_000;

/** A client that takes what it is sent when it is told to. */
class Client implements Outlet {
  readonly sent: Event[] = [];
  readonly #ends: (() => void)[] = [];
  #take: (() => void) | undefined;
  #taking: Promise<void> | undefined;
  isOpen = true;

  get isBehind(): boolean {
    return this.#taking !== undefined;
  }

  /** Takes nothing until the function that it answers with is called. */
  pause(): () => void {
    this.#taking = new Promise((resolve) => (this.#take = resolve));
    return () => {
      this.#taking = undefined;
      this.#take?.();
    };
  }

  async drained(): Promise<void> {
    await this.#taking;
  }

  onEnd(end: () => void): void {
    this.#ends.push(end);
  }

  send(event: Event): void {
    this.sent.push(event);
  }

  mark(): void {}

  end(): void {
    this.isOpen = false;
    for (const end of this.#ends) end();
  }

  rows(field: string): readonly unknown[] {
    return this.sent
      .filter(({ event }) => event === 'row')
      .map(({ data }) => (data as { readonly [name: string]: unknown })[field]);
  }

  async until(isSo: (client: this) => boolean): Promise<void> {
    for (const endMs = Date.now() + WAIT_MS; !isSo(this) && Date.now() < endMs;) await sleep(5);
    assert.ok(isSo(this), JSON.stringify(this.sent));
  }
}

describe('many who follow a view', () => {
  let library: OpenLibrary;
  let business: Business;
  let clients: Client[];
  beforeEach(async () => {
    library = await openLibrary();
    business = businessOf(library.running);
    clients = [];
  });
  afterEach(async () => {
    for (const client of clients) client.end();
    await library.close();
  });

  const follow = (name: string, caller: Partial<Caller>, after?: string): Client => {
    const view = [...business.views.values()].find((entry) => entry.view.name === name);
    assert.ok(view);
    const client = new Client();
    clients.push(client);
    const who = { claims: {}, ownsAll: false, ...caller };
    followView(client, { business, view, caller: who, after, show: ({ row }) => row });
    return client;
  };

  const member = (number: number, after?: string): Client =>
    follow('Loans', { actor: 'Member', claims: { memberId: `member-${number}` } }, after);

  const readsOf = (t: TestContext) => {
    const { desk } = library.running.kernels;
    assert.ok(desk);
    return t.mock.method(desk, 'row');
  };

  it('have a changed row read once for all of them', async (t) => {
    const members = Array.from({ length: 40 }, (_, number) => member(number + 1));
    const reads = readsOf(t);
    const seventh = await lend(library, { memberId: 7 });
    await members[6]?.until((client) => client.rows('loanId').includes(seventh));
    assert.equal(reads.mock.callCount(), 1);
    const others = members.filter((_, number) => number !== 6);
    assert.deepEqual(
      others.flatMap((client) => client.rows('loanId')),
      [],
    );
  });

  it('get what they own through another view, from the moment that they own it', async () => {
    const keeper = follow('CopyTasks', { actor: 'Keeper', claims: { keeperId: 'keeper-9' } });
    const other = follow('CopyTasks', { actor: 'Keeper', claims: { keeperId: 'keeper-8' } });
    await library.ask('POST /shelves', { body: { shelfId: 9, keeperId: 9, places: 3 } });
    const loanId = await lend(library, { shelfId: 9 });
    await keeper.until((client) => client.rows('loanId').includes(loanId));
    assert.deepEqual(other.rows('loanId'), []);
  });

  it('miss nothing while one of them does not read', async () => {
    const [slow, quick] = [member(3), member(3)];
    const resume = slow.pause();
    const lent = [];
    for (let loan = 0; loan < 5; loan += 1) lent.push(await lend(library, { memberId: 3 }));
    await quick.until((client) => client.rows('loanId').length >= 5);
    assert.deepEqual(slow.rows('loanId'), []);
    resume();
    await slow.until((client) => client.rows('loanId').length >= 5);
    const last = await lend(library, { memberId: 3 });
    await slow.until((client) => client.rows('loanId').includes(last));
    assert.deepEqual(slow.rows('loanId'), [...lent, last]);
  });

  it('miss nothing while the store does not answer', async (t) => {
    const client = member(4);
    const reads = readsOf(t);
    reads.mock.mockImplementationOnce(() => Promise.reject(new StoreUnavailable('away')));
    const loanId = await lend(library, { memberId: 4 });
    await client.until(({ sent }) => sent.length > 1);
    assert.deepEqual(client.rows('loanId'), [loanId]);
    assert.equal(client.isOpen, true);
  });

  it('go on after a break from what they had, while others stay', async () => {
    const stays = member(5);
    const leaves = member(5);
    const first = await lend(library, { memberId: 5 });
    await leaves.until((client) => client.rows('loanId').includes(first));
    leaves.end();
    const second = await lend(library, { memberId: 5 });
    await stays.until((client) => client.rows('loanId').includes(second));
    const back = member(5, leaves.sent.at(-1)?.id);
    await back.until((client) => client.rows('loanId').length > 0);
    assert.deepEqual(back.rows('loanId'), [second]);
    const third = await lend(library, { memberId: 5 });
    await back.until((client) => client.rows('loanId').includes(third));
    assert.deepEqual(stays.rows('loanId'), [first, second, third]);
  });
});
