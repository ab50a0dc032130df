// Network policies, where something enforces them: every pod tries to reach every other one, and
// reaches those that the wall says it talks to, and none else. It needs `node.sh policies`.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import { atLeast, exactly, reported } from './drill.ts';
import type { Drill, Figure } from './drill.ts';
import { openPlaces } from './house.ts';
import { reserve, untilConfirmed } from './load.ts';
import { contexts, onServer, sized } from './on-cluster.ts';

const ENFORCED_MS = 15_000;
const names = [...contexts, 'externals'].map((name) => `lodging-${name}`);

/** Inside of a pod: which of these names let it open a connection. */
const tried = (targets: readonly string[]): string => `
const { connect } = await import('node:net');
const one = (name) => new Promise((resolve) => {
  const socket = connect({ host: name, port: 8090, timeout: 3000 });
  const end = (isOpen) => { socket.destroy(); resolve([name, isOpen]); };
  for (const failed of ['error', 'timeout']) socket.on(failed, () => end(false));
  socket.on('connect', () => end(true));
});
console.log(JSON.stringify(await Promise.all(${JSON.stringify(targets)}.map(one))));
`;

type Selected = { readonly podSelector?: { readonly matchLabels?: object } };
type Policy = {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly ingress?: readonly { readonly from?: readonly Selected[] }[] };
};

const COMPONENT = 'app.kubernetes.io/component';

/** By the policies: who is let in at each of them. */
const allowedIn = async ({ kubectl }: Cluster): Promise<ReadonlyMap<string, readonly string[]>> => {
  const text = await kubectl('get', 'networkpolicies', '-o', 'json');
  // The API server writes a list of them.
  const { items } = JSON.parse(text) as { readonly items: readonly Policy[] };
  const callersOf = ({ spec: { ingress = [] } }: Policy): readonly string[] =>
    ingress
      .flatMap(({ from = [] }) => from)
      .flatMap(({ podSelector }) => Object(podSelector?.matchLabels)[COMPONENT] ?? []);
  return new Map(items.map((policy) => [policy.metadata.name, callersOf(policy)]));
};

const workloadOf = (name: string): string =>
  name === 'gateway' ? 'statefulset/gateway' : `deployment/${name}`;

type Way = { readonly from: string; readonly to: string; readonly isOpen: boolean };

const waysFrom = async ({ kubectl }: Cluster, from: string): Promise<readonly Way[]> => {
  const asked = ['--', 'node', '--input-type=module', '--eval'];
  const others = names.filter((name) => name !== from);
  const said = await kubectl('exec', workloadOf(from), ...asked, tried(others));
  // The program above has written it.
  const found = JSON.parse(said) as readonly (readonly [string, boolean])[];
  return found.map(([to, isOpen]) => ({ from, to, isOpen }));
};

const held = async (cluster: Cluster): Promise<readonly Figure[]> => {
  const { url } = cluster;
  const [place = ''] = await openPlaces(url, 1);
  const { status } = await reserve(url, place, 'policies');
  await sleep(ENFORCED_MS);
  const allowed = await allowedIn(cluster);
  const ways: Way[] = [];
  for (const from of [...names, 'gateway']) ways.push(...(await waysFrom(cluster, from)));
  const isAllowed = ({ from, to }: Way): boolean => allowed.get(to)?.includes(from) ?? false;
  const otherwise = ways.filter((way) => way.isOpen !== isAllowed(way));
  const words = otherwise.map(({ from, to, isOpen }) => `${from} ${isOpen ? '→' : '↛'} ${to}`);
  const open = ways.filter(({ isOpen }) => isOpen).length;
  return [
    reported('ways between pods that are open', open),
    atLeast('ways between pods that are shut', ways.length - open, 1),
    exactly('ways that are otherwise than the wall says', words.join(', '), ''),
    exactly('a reservation is taken', status, 201),
    exactly('and confirmed', await untilConfirmed(url, 1), 1),
  ];
};

const run = (): Promise<readonly Figure[]> => onServer(sized(''), held);

export const policies: Drill = {
  name: 'policies',
  what: 'pods reach those that the wall says they talk to, and none else',
  on: 'the cluster of KUBECONFIG, where policies are enforced',
  run,
  inCluster: run,
};
