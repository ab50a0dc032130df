// The SDK of CloudEvents of another language reads what is in the topic, byte for byte.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { Consumer } from '@platformatic/kafka';
import type { LogRecord } from '@dure/kernel/ports';
import { unlessCi } from '@dure/servers';
import { reasonNotToBeHad } from '@dure/servers/kafka';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import { kafkaAddress } from './address.ts';
import { carried, freshBusiness, sharedBroker } from './broker.testing.ts';
import { baseOptions } from './client.ts';

const SDK = 'cloudevents==2.2.0';

const program = `
import base64, json, sys
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary_event

def bytes_of(text):
    return base64.b64decode(text)

for line in open(sys.argv[1]):
    raw = json.loads(line)
    headers = {name: bytes_of(value) for name, value in raw["headers"]}
    message = KafkaMessage(headers=headers, key=bytes_of(raw["key"]), value=bytes_of(raw["value"]))
    event = from_binary_event(message)
    attributes = {name: str(value) for name, value in event.get_attributes().items()}
    attributes["time"] = event.get_time().isoformat()
    print(json.dumps({"attributes": attributes, "data": event.get_data()}))
`;

const folder = mkdtempSync(join(tmpdir(), 'dure-python-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const run = (command: string, ...args: readonly string[]) =>
  spawnSync(command, [...args], { encoding: 'utf8', cwd: folder });

/** An environment with the SDK; or why there is none. */
const sdk = (): { readonly python?: string; readonly reason?: string } => {
  const made = run('python3', '-m', 'venv', 'sdk');
  if (made.status !== 0) return { reason: 'There is no Python 3 with venv.' };
  const python = join(folder, 'sdk/bin/python');
  const installed = run(python, '-m', 'pip', 'install', '-q', SDK);
  if (installed.status === 0) return { python };
  return { reason: `pip does not bring ${SDK}: ${installed.stderr.trim().split('\n').at(-1)}` };
};

const records: readonly LogRecord[] = [
  {
    sequence: 1,
    kind: 'event',
    type: 'PaymentApproved',
    subject: 'Payment/결제-1',
    caseId: 'reservation-7',
    at: Date.parse('2026-03-02T12:00:00.250+09:00'),
    data: { amount: 88_000, note: '한옥 🏡 "\'', list: [1, null, { a: true }] },
    causedBy: 'place.0.7>pay',
    actor: 'Customer:정유진',
  },
  {
    sequence: 2,
    kind: 'command',
    type: 'ReleaseRooms',
    version: 2,
    subject: 'Payment/결제-1',
    caseId: 'reservation-7',
    at: Date.parse('2026-03-02T12:00:01.000+09:00'),
    data: {},
    causedBy: 'payment.0.1',
    actor: 'policy:releaseRooms',
    target: 'management',
  },
];

/** What is in a topic, one message a line. */
const dumped = async (url: string, topic: string): Promise<string> => {
  const consumer = new Consumer({ ...baseOptions(kafkaAddress(url), 'dump'), groupId: topic });
  const stream = await consumer.consume({ topics: [topic], mode: 'earliest', autocommit: false });
  const lines: string[] = [];
  const text = (bytes: Buffer | undefined): string => (bytes ?? Buffer.of()).toString('base64');
  for await (const { key, value, headers } of stream) {
    const named = [...headers].map(([name, bytes]) => [String(name), text(bytes)]);
    lines.push(JSON.stringify({ headers: named, key: text(key), value: text(value) }));
    if (lines.length === records.length) break;
  }
  await consumer.close(true);
  return lines.join('\n');
};

const { python, reason } = sdk();

type Read = { readonly attributes: Record<string, string>; readonly data: unknown };

/** What the SDK makes of messages. */
const eventsIn = (messages: string): readonly Read[] => {
  writeFileSync(join(folder, 'messages'), messages);
  writeFileSync(join(folder, 'read.py'), program);
  const read = run(python ?? '', 'read.py', 'messages');
  assert.equal(read.status, 0, read.stderr);
  const lines = read.stdout.trim().split('\n');
  // The program above writes one a line.
  return lines.map((line) => JSON.parse(line) as Read);
};

describe(`Python's ${SDK}`, { skip: unlessCi(reason) ?? reasonNotToBeHad() ?? false }, () => {
  it('reads records of a topic as events', async () => {
    const { url } = await sharedBroker();
    const store = memoryStore(memoryDisk({ partitions: 1 }));
    const business = freshBusiness();
    const { close } = await carried({ url, business, stores: new Map([['payment', store]]) });
    await store.turn(0, (turn) =>
      turn.write({ append: records, put: [], insert: [], remove: [], facts: {} }),
    );
    const events = eventsIn(await dumped(url, `${business}.payment`));
    assert.deepEqual(events[0]?.attributes, {
      specversion: '1.0',
      id: 'payment.0.1',
      source: `/${business}/payment`,
      type: 'PaymentApproved',
      subject: 'Payment/결제-1',
      time: '2026-03-02T03:00:00.250000+00:00',
      datacontenttype: 'application/json',
      dataschema: `urn:dure:${business}:payment:PaymentApproved:1`,
      partitionkey: 'Payment/결제-1',
      sequence: '0000000000000001',
      correlationid: 'reservation-7',
      causationid: 'place.0.7>pay',
      actor: 'Customer:정유진',
      kind: 'event',
      logid: store.identity.logId,
    });
    assert.deepEqual(
      events.map(({ data }) => data),
      records.map(({ data }) => data),
    );
    assert.equal(events[1]?.attributes['target'], 'management');
    assert.equal(events[1]?.attributes['schemaversion'], '2');
    await close();
  });
});
