// What the businesses that ship promise over HTTP, they keep: on the demo as it was played.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Business } from '@dure/acceptance/business';
import { played } from '@dure/acceptance/demos';
import { calendarOf } from '@dure/domain';
import { createGateway } from '@dure/http';
import { contractOf } from '@dure/testing/contract';
import type { Operation } from '@dure/testing/contract';
import { businessNames, documentsOf, rehearsalOf } from './businesses.ts';

const STEP_MS = 20;
const STEPS_MAX = 200;

type Json = { readonly [member: string]: unknown };
type Answer = { readonly status: number; readonly text: string; readonly body: Json };

const readJson = (text: string): Json => (text === '' ? {} : (JSON.parse(text) as Json));

const open = async (name: string) => {
  const rehearsal = await rehearsalOf(name);
  const now = Date.now();
  const { demo } = rehearsal;
  assert.ok(demo);
  const [first] = demo.steps(now);
  const business = await Business.opened(
    rehearsal,
    calendarOf(rehearsal.timeZone).dayOf(first?.at ?? now),
    { time: '00:00' },
  );
  await played(business, demo, now);
  const documents = { [name]: await documentsOf(name) };
  const { running } = business;
  const gateway = await createGateway({ running, port: 0, documents, demos: { [name]: demo } });
  /** What takes time waits for the clock of the business, which is moved until it is answered. */
  const send = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const headers = { 'content-type': 'application/json' };
    const sent = body === undefined ? {} : { headers, body: JSON.stringify(body) };
    const came: Response[] = [];
    const answering = fetch(`${gateway.url}${path}`, { method, redirect: 'manual', ...sent });
    void answering.then((answer) => came.push(answer));
    for (let steps = 0; steps < STEPS_MAX && came.length === 0; steps += 1) {
      await business.pass(STEP_MS);
    }
    const answer = await answering;
    const text = await answer.text();
    const { status } = answer;
    return { status, text, body: readJson(text) };
  };
  const close = async () => {
    await gateway.close();
    await running.stop();
  };
  return { send, close };
};

type Opened = Awaited<ReturnType<typeof open>>;

const operationsIn = async ({ send }: Opened, name: string) =>
  contractOf((await send('GET', `/${name}/openapi.json`)).body);

/** The path with what the document gives as examples of its parameters. */
const pathOf = ({ path, parameters }: Operation): string => {
  const valueOf = (segment: string): string => {
    const parameter = parameters.find(({ name }) => segment === `{${String(name)}}`);
    if (!parameter) return segment;
    const { examples = [] } = parameter['schema'] as { readonly examples?: readonly unknown[] };
    return String(examples[0]);
  };
  return path
    .split('/')
    .map((segment) => encodeURIComponent(valueOf(segment)))
    .join('/');
};

for (const name of businessNames) {
  describe(`the contract of ${name}`, () => {
    it('is sound, its examples are taken, and it says what is answered', async () => {
      const opened = await open(name);
      const contract = await operationsIn(opened, name);
      assert.deepEqual([...contract.schemaComplaints(), ...contract.exampleComplaints()], []);
      const complaints: string[] = [];
      for (const operation of contract.operations) {
        const { method, id, bodies } = operation;
        const path = pathOf(operation);
        const sent = Object.keys(bodies).length === 0 ? [undefined] : Object.values(bodies);
        for (const body of sent) {
          const { status, text, body: answered } = await opened.send(method, path, body);
          if (status === 400 || status === 422) complaints.push(`${id} ${text}`);
          complaints.push(...contract.answerComplaints({ method, path, status, body: answered }));
        }
      }
      await opened.close();
      assert.deepEqual(complaints, []);
      assert.ok(contract.operations.length > 10);
    });
  });
}
