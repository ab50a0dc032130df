import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { Item, LogRecord } from '@dure/kernel/ports';
import { openSqliteStore } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'dure-rows-'));
after(() => rmSync(folder, { recursive: true }));

const numbered = <T>(count: number, of: (number: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => of(index + 1));

const record = (sequence: number, turn: number): LogRecord => ({
  sequence,
  kind: 'event',
  type: 'OrderPlaced',
  subject: `Order/order-${sequence}`,
  caseId: `order-${sequence}`,
  at: turn,
  data: { turn, sequence },
  causedBy: `command-${sequence}`,
  actor: 'Customer:customer-1',
  ...(sequence % 2 === 0 ? { target: 'kitchen' } : { traceparent: `trace-${sequence}` }),
});

const item = (collection: Item['collection'], number: number, turn: number): Item => ({
  collection,
  id: `item-${String(number).padStart(3, '0')}`,
  body: { turn, number },
  ...(number % 3 === 0 ? { tag: `tag-${number}`, at: number } : {}),
});

describe('What a turn writes is there', () => {
  for (const count of [0, 1, 7, 8, 9, 15, 16, 17, 100]) {
    it(`when it is ${count} records, and as many items in two collections`, async () => {
      const store = openSqliteStore({ file: join(folder, `${count}.db`) });
      const records: LogRecord[] = [];
      const write = (number: number) =>
        store.turn(0, (turn) => {
          const append = numbered(count, (of) => record(turn.head.sequence + of, number));
          records.push(...append);
          // One item of each collection, in turns: those of one collection need not stand together.
          const put = numbered(count, (of) => [
            item('work', of, number),
            item('claim', of, number),
          ]).flat();
          return turn.write({ append, insert: [], put, remove: [], facts: { number } });
        });
      await write(1);
      await write(2);
      assert.deepEqual(await store.readLog(0, 0, 1_000), records);
      for (const collection of ['work', 'claim'] as const) {
        const written = numbered(count, (of) => item(collection, of, 2));
        assert.deepEqual(await store.list(collection, '', 1_000), written);
      }
      assert.deepEqual((await store.head(0)).facts, { number: 2 });
      await store.close();
    });
  }
});
