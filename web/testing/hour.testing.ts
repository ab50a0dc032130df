// Whether pages that stay open all day grow: a kitchen display, a driver's phone and the live wall,
// while orders and calls come and go. It is no part of the tests, since it takes as long as one
// likes: `node web/testing/hour.testing.ts 60` looks for an hour.

import { openBrowser } from './chromium.testing.ts';
import { medianOf } from './measured.testing.ts';
import { openPerson } from './people.testing.ts';
import type { Person } from './people.testing.ts';
import { startProgram } from './program.testing.ts';

const MINUTE_MS = 60_000;
const LOOK_MS = 10_000;
const CHANGE_MS = 250;
const MIB = 1024 * 1024;

type Sample = { readonly heap: number; readonly nodes: number };

/** What is still needed after all that is not needed has been thrown away. */
const sample = async ({ page, context }: Person): Promise<Sample> => {
  const devtools = await context.newCDPSession(page);
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  const { nodes } = await devtools.send('Memory.getDOMCounters');
  await devtools.detach();
  return { heap: usedSize, nodes };
};

const send = async (url: string, method: string, body?: object): Promise<string> => {
  const answer = await fetch(url, {
    method,
    headers: {
      accept: 'application/json',
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return answer.text();
};

const idIn = (text: string): string => /"(?:order|call)Id":"([^"]+)"/.exec(text)?.[1] ?? '';

/** One order and one call, each of which comes and is called off. */
const change = async (url: string): Promise<void> => {
  const [orders, calls] = [`${url}/restaurant/orders`, `${url}/taxi/taxicalls`];
  const order = idIn(
    await send(orders, 'POST', {
      restaurantId: 'restaurant-2',
      restaurantMenuId: 'menu-22',
      customerId: 'customer-1',
      qty: 1,
    }),
  );
  const call = idIn(await send(calls, 'POST', { tel: '01098765432', location: '홍대' }));
  await new Promise((resolve) => setTimeout(resolve, CHANGE_MS));
  await Promise.all([send(`${orders}/${order}`, 'DELETE'), send(`${calls}/${call}`, 'DELETE')]);
};

const minutes = Number(process.argv[2] ?? 5);
const program = await startProgram('restaurant', 'taxi');
const browser = await openBrowser();
const { url } = program;
const open = (business: string, persona: string): Promise<Person> =>
  openPerson({ browser, url, business, persona, size: 'desk' });
const pages = [
  ['kitchen display', await open('restaurant', 'Kitchen:restaurant-2')],
  ["driver's phone", await open('taxi', 'Driver:driver-1')],
  ['live wall', await open('restaurant', 'Operator:operator-1')],
] as const;

const samples = new Map<string, Sample[]>(pages.map(([name]) => [name, []]));
const over = new AbortController();
let changes = 0;
const load = (async () => {
  for (; !over.signal.aborted; changes += 1) await change(url);
})();
const endMs = performance.now() + minutes * MINUTE_MS;
while (performance.now() < endMs) {
  await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  for (const [name, person] of pages) samples.get(name)?.push(await sample(person));
}
over.abort();
await load;

console.log(`${minutes} minutes, ${changes} orders and as many calls`);
for (const [name, seen] of samples) {
  const third = Math.max(1, Math.floor(seen.length / 3));
  const of = (part: readonly Sample[], field: keyof Sample): number =>
    medianOf(part.map((one) => one[field]));
  const [first, last] = [seen.slice(0, third), seen.slice(-third)];
  const mib = (part: readonly Sample[]): string => (of(part, 'heap') / MIB).toFixed(2);
  const nodes = `${of(first, 'nodes')} → ${of(last, 'nodes')} nodes`;
  console.log(`${name}: ${mib(first)} → ${mib(last)} MiB, ${nodes}`);
}
await browser.close();
await program.close();
