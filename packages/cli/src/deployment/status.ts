// `dure status`: which processes of a deployment are there, and how they are.

import { Client, EXTERNALS, Signer } from '@dure/services';
import type { ReplicaState } from '@dure/services';
import type { Given, Run } from '../command.ts';
import { STANDARD_HOST, STANDARD_PORT } from '../command-options.ts';
import type { StatusOptions } from '../command-options.ts';
import type { Environment, Terminal } from '../terminal.ts';
import { padded, widthOf } from '../width.ts';
import { deploymentOf } from './deployment.ts';
import type { Deployment, Part } from './deployment.ts';
import { secretIn } from './environment.ts';
import { isStanding, nameOfReplica } from './replicas.ts';
import type { Replica } from './replicas.ts';
import { noteIn } from './note.ts';
import type { Note } from './note.ts';

const AWAY = 1;
const MINUTE_S = 60;
const HEALTH_MS = 2_000;

type Line = readonly string[];

const ageOf = (startedAt: number): string => {
  const s = Math.round((Date.now() - startedAt) / 1_000);
  return s < MINUTE_S ? `${s} s` : `${Math.round(s / MINUTE_S)} min`;
};

/** Whether it is there; and how its context is, where it has one. */
type Of = {
  readonly name: string;
  readonly url: string;
  readonly isThere: boolean;
  readonly state: ReplicaState | undefined;
  /** Others say that its context was retired: it need not be there. */
  readonly retired?: boolean;
};

const conditionOf = ({ state, isThere, retired }: Of, { in: say }: Terminal): string => {
  if (retired) return say({ ko: '물러남', en: 'retired' });
  if (!isThere) return say({ ko: '없음', en: 'away' });
  const [trouble] = state?.troubles ?? [];
  if (trouble) return say(trouble);
  if (state?.health.is === 'away') return say({ ko: '저장소가 없음', en: 'store away' });
  return say({ ko: '좋음', en: 'up' });
};

const lineOf = (of: Of, terminal: Terminal): Line => {
  const { name, url, state } = of;
  const { counters = {}, gauges = {} } = state?.metrics ?? {};
  const figure = (value: number | undefined): string => (state ? String(value ?? 0) : '');
  return [
    name,
    url,
    conditionOf(of, terminal),
    state ? ageOf(state.startedAt) : '',
    figure(state?.partitions),
    figure(counters['commands']),
    figure(gauges['queued']),
    figure(gauges['breakers_open']),
  ];
};

const headings = (terminal: Terminal): Line => {
  const ko = '서비스 주소 상태 켜진지 파티션 명령 대기 열린차단기';
  const en = 'service address state since partitions commands queued breakers-open';
  return terminal.in({ ko, en }).split(' ');
};

const table = (lines: readonly Line[]): readonly string[] => {
  const columns = lines[0]?.map((_, at) => Math.max(...lines.map((of) => widthOf(of[at] ?? ''))));
  return lines.map((line) =>
    line
      .map((cell, at) => padded(cell, columns?.[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
};

const look = async ({ part, of, url }: Replica, signer: Signer): Promise<Of> => {
  const client = new Client(part, [url], signer);
  const [state] = await client.askAll<ReplicaState>('state');
  await client.close();
  return { name: `${part.name}/${of}`, url, isThere: state !== undefined, state };
};

/** What has no context says only whether it serves. */
const lookAtHealth = async (name: string, url: string): Promise<Of> => {
  const signal = AbortSignal.timeout(HEALTH_MS);
  const isThere = await fetch(`${url}/health/ready`, { signal }).then(
    ({ ok }) => ok,
    () => false,
  );
  return { name, url, isThere, state: undefined };
};

/** Of replicas that come and go, those that `dure up` has begun. */
const replicasIn = (parts: readonly Part[], note: Note | undefined): readonly Replica[] => {
  const all = parts.flatMap((part) => part.urls.map((url, of) => ({ part, of, url })));
  if (!note) return all;
  return all.filter((one) => isStanding(one) || Object.hasOwn(note.processes, nameOfReplica(one)));
};

const lookAt = (replica: Replica, signer: Signer): Promise<Of> => {
  const { part, of, url } = replica;
  if (part.context !== EXTERNALS) return look(replica, signer);
  return lookAtHealth(`${part.name}/${of}`, url);
};

const gatewayOf = ({ host, port = STANDARD_PORT }: Deployment, note: Note | undefined): string =>
  note?.gateway ?? `http://${host === '0.0.0.0' ? STANDARD_HOST : host}:${port}`;

const statesOf = async (
  { values, operands, folder }: Given<StatusOptions>,
  note: Note | undefined,
): Promise<readonly Of[]> => {
  const environment: Environment = { ...process.env, ...note?.environment };
  const { data, file = note?.file } = values;
  const businesses = operands.length > 0 ? operands : (note?.businesses ?? []);
  const deployment = await deploymentOf({ file, data, folder, environment, businesses });
  const signer = new Signer(secretIn(environment), 'status');
  return Promise.all([
    lookAtHealth('gateway', gatewayOf(deployment, note)),
    ...replicasIn(deployment.parts, note).map((replica) => lookAt(replica, signer)),
  ]);
};

/** What was retired, as it says itself, or as others of its business know it. */
const withRetired = (found: readonly Of[]): readonly Of[] => {
  const gone = new Set(
    found.flatMap(({ name, state }) => {
      const [business = ''] = name.split('/');
      const known = Object.entries(state?.retired ?? {}).filter(([, { ends }]) => ends);
      return known.map(([context]) => `${business}/${context}`);
    }),
  );
  return found.map((of) => {
    const part = of.name.slice(0, of.name.lastIndexOf('/'));
    return { ...of, retired: of.state?.health.is === 'retired' || gone.has(part) };
  });
};

export const status: Run<StatusOptions> = async (given) => {
  const { terminal, values } = given;
  const found = withRetired(await statesOf(given, noteIn(values.data)));
  const lines = [headings(terminal), ...found.map((of) => lineOf(of, terminal))];
  for (const line of table(lines)) terminal.say(line);
  return found.every(({ isThere, retired }) => isThere || retired) ? 0 : AWAY;
};
