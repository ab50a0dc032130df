// The topics of a business, taken away whole: what a log was rewritten without stays in no record
// of them, and relays fill those that are made anew from the log.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin } from '@platformatic/kafka';
import { withAdmin } from './client.ts';
import type { KafkaAddress } from './address.ts';
import { SESSION_MS } from './member.ts';
import { idsIn, partitionsOf, topicOf } from './topics.ts';
import { KafkaUnavailable, hasMembers } from './words.ts';

export type Dropping = {
  readonly kafka: KafkaAddress;
  readonly business: string;
  readonly contexts: readonly string[];
};

const LOOK_AGAIN_MS = 200;
/** A broker tells of a topic for a moment after it was deleted. */
const GONE_LOOKS_MAX = 50;

const isThere = async (admin: Admin, topic: string): Promise<boolean> =>
  (await partitionsOf(admin, topic)) !== undefined;

const dropTopic = async (admin: Admin, topic: string): Promise<boolean> => {
  if (!(await isThere(admin, topic))) return false;
  await admin.deleteTopics({ topics: [topic] });
  for (let looks = 0; looks < GONE_LOOKS_MAX && (await isThere(admin, topic)); looks += 1) {
    await sleep(LOOK_AGAIN_MS);
  }
  return true;
};

/**
 * Nothing may publish to them meanwhile. A broker deletes the files of a topic a moment after the
 * topic (`log.segment.delete.delay.ms`, a minute unless set).
 * @returns the names of those that were there.
 * @throws {Error} the broker is away, or does not allow it.
 */
export const dropTopics = ({ kafka, business, contexts }: Dropping): Promise<readonly string[]> =>
  withAdmin(kafka, `${business}-erase`, async (admin) => {
    const dropped: string[] = [];
    for (const context of contexts) {
      const topic = topicOf(business, context);
      if (await dropTopic(admin, topic)) dropped.push(topic);
    }
    return dropped;
  });

/** A member that was killed is one until its session has run out, and a little longer. */
const MEMBERS_MS = SESSION_MS + 5_000;

export type Group = {
  readonly business: string;
  readonly context: string;
  /** Called once when the group still has members, which are waited for. */
  readonly waits?: () => void;
};

/**
 * The consumer group of a context, with its offsets. Members that are gone without having said so
 * are waited for, up to fifteen seconds.
 * @returns whether it was there.
 * @throws {KafkaUnavailable} the group has members; nothing was changed.
 * @throws {Error} as above.
 */
export const dropGroup = (kafka: KafkaAddress, of: Group): Promise<boolean> =>
  withAdmin(kafka, `${of.business}-retire`, async (admin) => {
    const group = `${of.business}.${of.context}`;
    const groups = await admin.listGroups({ types: ['classic', 'consumer'] });
    if (!groups.has(group)) return false;
    const until = performance.now() + MEMBERS_MS;
    for (let tries = 0; !(await isDeleted(admin, group)); tries += 1) {
      if (performance.now() > until) throw new KafkaUnavailable(hasMembers(group));
      if (tries === 0) of.waits?.();
      await sleep(LOOK_AGAIN_MS);
    }
    return true;
  });

/** Whether it could be; one that has members cannot. */
const isDeleted = async (admin: Admin, group: string): Promise<boolean> => {
  try {
    await admin.deleteGroups({ groups: [group] });
    return true;
  } catch (cause) {
    if (idsIn(cause).includes('NON_EMPTY_GROUP')) return false;
    if (idsIn(cause).includes('GROUP_ID_NOT_FOUND')) return true;
    throw cause;
  }
};
