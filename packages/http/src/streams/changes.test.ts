// One stream for several views: each row says where it stands, and nothing is missed after a break.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { lend, openLibrary } from '../open-library.testing.ts';
import type { OpenLibrary } from '../open-library.testing.ts';

const both = /"shelves"[^]*"loans"|"loans"[^]*"shelves"/;

type Change = { readonly event: string; readonly view?: string; readonly id: string };

describe('the changes of several views', () => {
  let library: OpenLibrary;
  before(async () => {
    library = await openLibrary();
  });
  after(() => library.close());

  const open = async (query: string, headers: object = {}) =>
    fetch(`${library.url}/library/changes?${query}`, {
      headers: { accept: 'text/event-stream', ...headers },
    });

  const openShelf = async (): Promise<void> => {
    const { status, text } = await library.ask('POST /shelves', {
      body: { keeperId: 8, places: 3 },
    });
    assert.equal(status, 201, text);
  };

  const textUntil = async ({ body }: Response, pattern: RegExp): Promise<string> => {
    assert.ok(body);
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!pattern.test(text)) {
      const { done, value } = await reader.read();
      assert.ok(!done, `It ended without ${String(pattern)}: ${text}`);
      text += value;
    }
    await reader.cancel();
    return text;
  };

  const changesIn = (text: string): readonly Change[] =>
    text.split('\n\n').flatMap((block) => {
      const of = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
      const data = JSON.parse(of('data') ?? '{}') as { readonly view?: string };
      const change = { event: of('event') ?? '', id: of('id') ?? '', ...data };
      return change.event === '' ? [] : [change];
    });

  it('come with the view of each row', async () => {
    const response = await open('view=loans&view=shelves');
    const reading = textUntil(response, both);
    await lend(library);
    await openShelf();
    const rows = changesIn(await reading).filter(({ event }) => event === 'row');
    const views = new Set(rows.map(({ view }) => view));
    assert.deepEqual(views, new Set(['loans', 'shelves']));
    assert.ok(rows.every(({ id }) => id === ''));
  });

  it('go on after a break without a gap', async () => {
    const first = await textUntil(await open('view=loans&view=shelves'), /event: ready/);
    const [ready] = changesIn(first);
    const loan = await lend(library);
    await openShelf();
    await library.running.quiet();
    const resumed = { 'last-event-id': ready?.id ?? '' };
    const text = await textUntil(await open('view=loans&view=shelves', resumed), both);
    assert.ok(text.includes(loan), text);
    assert.doesNotMatch(text, /event: (ready|reset)/);
  });

  it('of no view, of none that there is, or of one that is not theirs, are refused', async () => {
    const member = { 'dure-persona': 'Member:member-2' };
    const statusOf = async (query: string, headers = {}): Promise<number> => {
      const response = await open(query, headers);
      await response.text();
      return response.status;
    };
    assert.equal(await statusOf('view=nothing'), 400);
    assert.equal(await statusOf(''), 400);
    assert.equal(await statusOf('view=shelves', member), 403);
  });
});
