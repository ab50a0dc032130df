// The load over gRPC, in a process of its own: so many callers that reserve stays as fast as they
// are answered. They share a connection, as callers of one process do.

import { parseArgs } from 'node:util';
import { addDays } from '@dure/domain';
import { dayOf } from '@dure/domain/korea';
import { protoOf, protoText } from '@dure/grpc';
import { connectTo } from '@dure/grpc/client';
import { rehearsal } from '@dure/lodging/rehearsal';
import { quantile, tell } from './program.ts';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: '' },
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '64' },
    places: { type: 'string', default: '1' },
  },
});

const CUSTOMERS = 1_000;
const DAYS = 300;
const MS = 1_000;

const run = process.pid;
const today = dayOf(Date.now());
const days = Array.from({ length: DAYS + 2 }, (_, ahead) => addDays(today, ahead + 1));
const { file } = protoOf(rehearsal);
const proto = { ...file, text: protoText(file) };
let count = 0;
const tally = { done: 0, refused: 0 };
const latencies: number[] = [];
const dure = connectTo(new URL(values.url).host, proto);
const untilMs = performance.now() + Number(values.seconds) * MS;

const caller = async (): Promise<void> => {
  while (performance.now() < untilMs) {
    count += 1;
    const at = count % DAYS;
    const beganMs = performance.now();
    const stay = {
      place_id: `place-${1 + (count % Number(values.places))}`,
      usr_id: `customer-${count % CUSTOMERS}`,
      str_dt: days[at],
      end_dt: days[at + 1],
      qty: 1,
    };
    const metadata = { 'idempotency-key': `${run}-${count}` };
    const answer = await dure.call('PlaceService.PlaceReservation', stay, { metadata });
    tally[answer.is === 'answered' ? 'done' : 'refused'] += 1;
    latencies.push(performance.now() - beganMs);
  }
};

await Promise.all(Array.from({ length: Number(values.connections) }, caller));
dure.close();
tell({
  perSecond: tally.done / Number(values.seconds),
  p50Ms: quantile(latencies, 0.5),
  p99Ms: quantile(latencies, 0.99),
  ...tally,
  broken: 0,
});
