// The context that `dure retire` is about, and the others of its business.

import { Client, Signer } from '@dure/services';
import type { ReplicaState } from '@dure/services';
import { UserError } from '../command.ts';
import type { Given } from '../command.ts';
import type { RetireOptions } from '../command-options.ts';
import type { Environment } from '../terminal.ts';
import { deploymentOf, noContext } from './deployment.ts';
import type { Deployment, Part } from './deployment.ts';
import { secretIn } from './environment.ts';
import { noteIn } from './note.ts';

export type Parts = {
  readonly given: Given<RetireOptions>;
  readonly part: Part;
  /** The other contexts of the business. */
  readonly others: readonly Part[];
  readonly signer: Signer;
  readonly deployment: Deployment;
};

export const partsOf = async (given: Given<RetireOptions>): Promise<Parts> => {
  const { values, operands, folder } = given;
  const [name = ''] = operands;
  const note = noteIn(values.data);
  const environment: Environment = { ...process.env, ...note?.environment };
  const { data, file = note?.file } = values;
  const businesses = [name.split('/')[0] ?? ''];
  const deployment = await deploymentOf({ file, data, folder, environment, businesses });
  const part = deployment.parts.find((of) => of.name === name);
  const contexts = deployment.chosen.flatMap(({ system }) =>
    system.contexts.map((of) => `${system.name}/${of.name}`),
  );
  if (!part || !contexts.includes(name)) throw noContext(name, deployment.parts);
  const others = deployment.parts.filter((of) => of !== part && contexts.includes(of.name));
  const signer = new Signer(secretIn(environment), 'retire');
  return { given, part, others, signer, deployment };
};

export const asked = async <T>(
  { signer }: Parts,
  part: Part,
  work: (client: Client) => Promise<T>,
): Promise<T> => {
  const client = new Client(part, part.urls, signer);
  try {
    return await work(client);
  } finally {
    await client.close();
  }
};

export const away = (name: string): UserError =>
  new UserError({
    ko: `${name}의 프로세스가 답하지 않습니다. 기록을 끝까지 넘겨야 하니 먼저 켜 주세요`,
    en: `No process of ${name} answers. Start it first: its log is to be read to the end`,
  });

/** The others that do not say that they have read its log to the end. */
export const unreadBy = async (parts: Parts): Promise<readonly string[]> => {
  const { context } = parts.part;
  const unread = parts.others.map(async (other) => {
    const states = await asked(parts, other, (client) => client.askAll<ReplicaState>('state'));
    const isRead = states.some(({ retired }) => retired?.[context]?.isRead === true);
    return isRead ? [] : [other.name];
  });
  return (await Promise.all(unread)).flat();
};
