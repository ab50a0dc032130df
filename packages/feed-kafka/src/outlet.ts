// The producer of one context: it sends batches to partitions of its topic, and is replaced after
// whatever went wrong, so that nothing comes late behind what was sent again.

import { ProduceAcks, Producer } from '@platformatic/kafka';
import type { KafkaAddress } from './address.ts';
import { baseOptions, closed } from './client.ts';
import type { CarriedMessage } from './cloud-event.ts';
import { within } from './deadline.ts';
import { isTooLarge, prepareTopics, topicOf } from './topics.ts';

type OutletOptions = {
  readonly kafka: KafkaAddress;
  readonly business: string;
  readonly context: string;
  readonly partitions: number;
  readonly sendMs: number;
};

/** Of a batch's bytes, some are the batch's own. */
const BATCH_OVERHEAD_BYTES = 1_024;

export class Outlet {
  readonly #options: OutletOptions;
  #topic = '';
  #producer: Producer | undefined;
  #preparing: Promise<number> | undefined;

  constructor(options: OutletOptions) {
    this.#options = options;
  }

  get #clientId(): string {
    return `dure-relay-${this.#options.business}-${this.#options.context}`;
  }

  /**
   * How many bytes a batch may have. The topic is there from then on.
   * @throws {KafkaUnavailable} the topic has another number of partitions.
   */
  batchBytes(): Promise<number> {
    this.#preparing ??= this.#prepare();
    return this.#preparing;
  }

  async #prepare(): Promise<number> {
    try {
      const { kafka, business, context, partitions } = this.#options;
      this.#topic = topicOf(business, context);
      const topics = [{ name: this.#topic, partitions }];
      const bytes = await prepareTopics(kafka, topics, this.#clientId);
      return (bytes.get(this.#topic) ?? 0) - BATCH_OVERHEAD_BYTES;
    } catch (cause) {
      this.#preparing = undefined;
      throw cause;
    }
  }

  /** Resolves when all of them are acknowledged; otherwise each of them may be written or not. */
  async send(partition: number, messages: readonly CarriedMessage[]): Promise<void> {
    const { sendMs } = this.#options;
    const topic = this.#topic;
    const producer = (this.#producer ??= this.#open());
    const sent = messages.map((message) => ({ ...message, topic, partition }));
    try {
      const sending = producer.send({ messages: sent, acks: ProduceAcks.ALL });
      await within(sendMs, 'publishing', sending);
    } catch (cause) {
      if (!isTooLarge(cause)) this.#renew(producer);
      throw cause;
    }
  }

  /** Not idempotent: that knows no end of trying, and what comes twice is known by its sequence. */
  #open(): Producer {
    const { kafka } = this.#options;
    return new Producer({ ...baseOptions(kafka, this.#clientId), idempotent: false });
  }

  /** The topic is looked at again, too: it may be gone, or another one. */
  #renew(producer: Producer): void {
    if (this.#producer !== producer) return;
    this.#producer = undefined;
    this.#preparing = undefined;
    void closed(producer.close(true));
  }

  async close(): Promise<void> {
    const producer = this.#producer;
    this.#producer = undefined;
    if (producer) await closed(producer.close(true));
  }
}
