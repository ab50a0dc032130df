// The topics of a business, taken away whole: what a log was rewritten without stays in no record
// of them, and relays fill those that are made anew from the log.

import { withAdmin } from './client.ts';
import type { KafkaAddress } from './address.ts';
import { isUnknownTopic, topicOf } from './topics.ts';

export type Dropping = {
  readonly kafka: KafkaAddress;
  readonly business: string;
  readonly contexts: readonly string[];
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
      try {
        await admin.metadata({ topics: [topic], forceUpdate: true });
      } catch (cause) {
        if (isUnknownTopic(cause)) continue;
        throw cause;
      }
      await admin.deleteTopics({ topics: [topic] });
      dropped.push(topic);
    }
    return dropped;
  });

/**
 * The consumer group of a context, with its offsets. Nobody may be a member of it.
 * @returns whether it was there.
 * @throws {Error} as above.
 */
export const dropGroup = (
  kafka: KafkaAddress,
  of: { readonly business: string; readonly context: string },
): Promise<boolean> =>
  withAdmin(kafka, `${of.business}-retire`, async (admin) => {
    const group = `${of.business}.${of.context}`;
    const groups = await admin.listGroups({ types: ['classic', 'consumer'] });
    if (!groups.has(group)) return false;
    await admin.deleteGroups({ groups: [group] });
    return true;
  });
