// A gateway that answers with figures of faults: each is named with its context and what to do.

import { deepEqual, ok } from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, it } from 'node:test';
import { addressOf } from './address.ts';

const HOUR_MS = 3_600_000;

/** The findings at a gateway that answers with these figures, its clock so far ahead. */
const foundAt = async (figures: readonly string[], aheadMs = 0, status = 200) => {
  const server = createServer((_request, response) => {
    const date = new Date(Date.now() + aheadMs).toUTCString();
    response.writeHead(status, { date }).end(`${figures.join('\n')}\n`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on a port has an address of this shape.
  const { port } = server.address() as { readonly port: number };
  try {
    const found = await addressOf(`http://127.0.0.1:${port}`);
    return found.filter(({ level }) => level !== 'well');
  } finally {
    server.close();
    server.closeAllConnections();
  }
};

const figure = (name: string, value: number): string =>
  `${name}{business="lodging",context="payment"} ${value}`;

describe('the doctor at an address', () => {
  const planted = [
    ['dure_context_up', 0, 'reachable', 'bad'],
    ['dure_context_troubles', 1, 'logs', 'bad'],
    ['dure_stopped_messages', 3, 'parked', 'soon'],
    ['dure_lag_records', 1_001, 'gaps', 'soon'],
    ['dure_deadline_overdue_seconds', 61, 'clock', 'bad'],
  ] as const;

  for (const [name, value, check, level] of planted)
    it(`names what ${name} says`, async () => {
      const [finding, ...more] = await foundAt([figure(name, value)]);
      deepEqual(
        [finding?.check, finding?.level, finding?.where],
        [check, level, 'lodging/payment'],
      );
      ok(finding?.advice?.ko && finding.advice.en);
      deepEqual(more, []);
    });

  it('finds nothing where the figures are well', async () => {
    const well = [figure('dure_context_up', 1), figure('dure_lag_records', 1_000)];
    deepEqual(await foundAt([...well, figure('dure_stopped_messages', 0), '# HELP x y']), []);
  });

  it('names a clock that is an hour ahead, or behind', async () => {
    for (const aheadMs of [HOUR_MS, -HOUR_MS]) {
      const found = await foundAt([figure('dure_context_up', 1)], aheadMs);
      deepEqual(
        found.map(({ check, level }) => [check, level]),
        [['clock', 'bad']],
      );
    }
  });

  it('names a gateway that answers with an error', async () => {
    const [finding] = await foundAt([], 0, 503);
    deepEqual([finding?.check, finding?.level], ['reachable', 'bad']);
  });
});
