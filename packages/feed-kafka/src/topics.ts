// A context has one topic, `lodging.payment`, with as many partitions as its log: partition for
// partition. It is made by whoever comes first, and looked at by everyone.

import { ConfigResourceTypes } from '@platformatic/kafka';
import type { Admin } from '@platformatic/kafka';
import { withAdmin } from './client.ts';
import { within } from './deadline.ts';
import type { KafkaAddress } from './address.ts';
import { KafkaUnavailable, causesOf, wrongName, wrongPartitions } from './words.ts';

export type Topic = { readonly name: string; readonly partitions: number };

const allowed = /^[a-zA-Z0-9._-]{1,249}$/;

/** @throws {KafkaUnavailable} no topic can have this name. */
export const topicOf = (business: string, context: string): string => {
  const name = `${business}.${context}`;
  if (!allowed.test(name)) throw new KafkaUnavailable(wrongName(name));
  return name;
};

/** How many copies of a topic there are, where it has to be made: the broker's own number. */
const REPLICAS = -1;
const READY_MS = 20_000;
/** What a broker takes in one batch, where it does not say. */
const BATCH_BYTES = 1_048_588;

/**
 * Makes the topics that are not there, and looks at those that are.
 * @returns how many bytes a batch may have, by topic.
 * @throws {KafkaUnavailable} one of them has another number of partitions; nothing was changed.
 */
export const prepareTopics = (
  address: KafkaAddress,
  topics: readonly Topic[],
  clientId: string,
): Promise<ReadonlyMap<string, number>> =>
  withAdmin(address, clientId, (admin) =>
    within(
      READY_MS,
      'looking at topics',
      (async () => {
        for (const topic of topics) await prepare(admin, topic);
        return batchBytes(admin, topics);
      })(),
    ),
  );

const prepare = async (admin: Admin, topic: Topic): Promise<void> => {
  const found = (await partitionsOf(admin, topic.name)) ?? (await make(admin, topic));
  if (found === topic.partitions) return;
  const counted = { topic: topic.name, wanted: topic.partitions, found };
  throw new KafkaUnavailable(wrongPartitions(counted));
};

const LOOKS_MAX = 50;
const LOOK_AGAIN_MS = 100;

/** Another may make it at the same time. A topic that was made shows after a while. */
const make = async (admin: Admin, { name, partitions }: Topic): Promise<number> => {
  await admin
    .createTopics({ topics: [name], partitions, replicas: REPLICAS })
    .catch((cause: unknown) => {
      if (!idsIn(cause).includes('TOPIC_ALREADY_EXISTS')) throw cause;
    });
  for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
    const found = await partitionsOf(admin, name);
    if (found !== undefined) return found;
    await new Promise((resolve) => void setTimeout(resolve, LOOK_AGAIN_MS));
  }
  throw new Error(`The topic ${name} was made and is not there.`);
};

/** Nothing, where there is no such topic. */
export const partitionsOf = async (admin: Admin, name: string): Promise<number | undefined> => {
  try {
    const { topics } = await admin.metadata({ topics: [name], forceUpdate: true });
    return topics.get(name)?.partitionsCount;
  } catch (cause) {
    if (isUnknownTopic(cause)) return undefined;
    throw cause;
  }
};

/** Whether a failure says that there is no such topic. */
export const isUnknownTopic = (cause: unknown): boolean =>
  idsIn(cause).some((id) => id.startsWith('UNKNOWN_TOPIC')) ||
  causesOf(cause).some((text) => text.startsWith('Unknown topic'));

/** The names that Kafka gives to what is wrong, wherever they stand in a failure. */
export const idsIn = (cause: unknown): readonly string[] => {
  if (!(cause instanceof Error)) return [];
  // Errors of the client carry Kafka's name of the fault beside the message.
  const { apiId } = cause as Error & { readonly apiId?: unknown };
  const below: readonly unknown[] = cause instanceof AggregateError ? cause.errors : [];
  const own = typeof apiId === 'string' ? [apiId] : [];
  return [...own, ...below.flatMap(idsIn), ...idsIn(cause.cause)];
};

const tooLarge = ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD'];

/** Whether a broker takes a batch in no case, as it is. */
export const isTooLarge = (cause: unknown): boolean =>
  idsIn(cause).some((id) => tooLarge.includes(id));

const TOPIC_RESOURCE = ConfigResourceTypes.TOPIC;
const SETTING = 'max.message.bytes';

/** Not every user may look at the settings of a topic. */
const batchBytes = async (
  admin: Admin,
  topics: readonly Topic[],
): Promise<ReadonlyMap<string, number>> => {
  const resources = topics.map(({ name }) => ({
    resourceType: TOPIC_RESOURCE,
    resourceName: name,
    configurationKeys: [SETTING],
  }));
  const described = await admin.describeConfigs({ resources }).catch(() => []);
  const said = new Map(
    described.map(({ resourceName, configs }) => [
      resourceName,
      Number(configs.find(({ name }) => name === SETTING)?.value ?? BATCH_BYTES),
    ]),
  );
  return new Map(topics.map(({ name }) => [name, said.get(name) ?? BATCH_BYTES]));
};
