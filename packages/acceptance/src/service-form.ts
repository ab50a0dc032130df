// A business of a test where every context is a service of its own, on the clock of the test: real
// HTTP between them, and Kafka where `DURE_TEST_BROKER` names one. What is on its way between them
// is waited for before the clock moves on.

import { randomUUID } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HostOptions } from '@dure/embedded';
import { KafkaFeed } from '@dure/feed-kafka';
import type { KafkaFeedOptions } from '@dure/feed-kafka';
import type { Host } from '@dure/kernel';
import type { Store } from '@dure/kernel/ports';
import { runTogether, secretOf, talksOf } from '@dure/services';
import { overKafka } from './over-kafka.ts';

const PARTITIONS = 1;
/** So long something may be on its way before the clock is moved all the same. */
const ARRIVE_MS_MAX = 10_000;
const LOOK_MS = 2;
/** Requests that have not moved for so many looks wait for the clock, however long a look takes. */
const CALM_LOOKS = 15;

/** Up to where a log has had its effects in a context, or was seen by the gateway. */
type Reached = Map<string, number>;

const placeOf = (reader: string, source: string): string => `${reader} < ${source}`;
const GATEWAY = 'gateway';

const partsOf = (place: string): { readonly reader: string; readonly source: string } => {
  const [reader = '', source = ''] = place.split(' < ');
  return { reader, source };
};

/** Requests between the services that have no answer yet. */
class UnderWay {
  #count = 0;
  #calmLooks = 0;
  readonly #begun = (): void => this.#change(1);
  readonly #ended = (): void => this.#change(-1);

  begin(): void {
    subscribe('undici:request:create', this.#begun);
    subscribe('undici:request:trailers', this.#ended);
    subscribe('undici:request:error', this.#ended);
  }

  end(): void {
    unsubscribe('undici:request:create', this.#begun);
    unsubscribe('undici:request:trailers', this.#ended);
    unsubscribe('undici:request:error', this.#ended);
  }

  /** Whether any may be answered yet without the clock; it looks once more each time. */
  isMoving(): boolean {
    this.#calmLooks += 1;
    return this.#count > 0 && this.#calmLooks < CALM_LOOKS;
  }

  #change(by: number): void {
    this.#count += by;
    this.#calmLooks = 0;
  }
}

type Noting = {
  readonly followed: (source: string) => void;
  readonly settled: (source: string, sequence: number) => void;
};

/** What a context hears of others by Kafka, and how far it is. */
class NotedFeed extends KafkaFeed {
  readonly #note: Noting;

  constructor(options: KafkaFeedOptions, note: Noting) {
    super(options);
    this.#note = note;
  }

  override follow(source: string, partition: number, wake: () => void): () => void {
    this.#note.followed(source);
    return super.follow(source, partition, wake);
  }

  override settled(source: string, partition: number, sequence: number): void {
    super.settled(source, partition, sequence);
    this.#note.settled(source, sequence);
  }
}

/** The services of one business of a test, which may end and begin again on the same topics. */
class ServiceForm {
  readonly #business = `test-${randomUUID().slice(0, 8)}`;
  readonly #stores = new Map<string, Store>();
  readonly #reached: Reached = new Map();
  readonly #underWay = new UnderWay();
  readonly #followed = new Set<string>();
  #running: Host | undefined;

  readonly run = async (options: HostOptions): Promise<Host> => {
    const broker = process.env['DURE_TEST_BROKER'];
    this.#reached.clear();
    this.#stores.clear();
    this.#followed.clear();
    const storeOf: HostOptions['storeOf'] = async (context) => {
      const store = await options.storeOf(context);
      this.#stores.set(context.name, store);
      return store;
    };
    this.#underWay.begin();
    const kafka = broker === undefined ? undefined : this.#overKafka(broker);
    const { running, close } = await runTogether({
      ...options,
      storeOf,
      partitions: PARTITIONS,
      // No other way is needed, or a cluster whose network knows policies would shut it.
      talks: talksOf(options.system),
      secret: secretOf(randomUUID()),
      ...(kafka && { carrierOf: kafka.carrierOf }),
    });
    await kafka?.joined();
    await this.#awaitFirst();
    running.listen((notice) => {
      if (notice.is !== 'record') return;
      this.#reached.set(placeOf(GATEWAY, notice.context), notice.record.sequence);
    });
    this.#running = running;
    return stoppedBy(running, async () => {
      this.#underWay.end();
      await close();
    });
  };

  #overKafka(url: string): ReturnType<typeof overKafka> {
    return overKafka(url, this.#business, (options) => {
      const { context } = options;
      return new NotedFeed(options, {
        followed: (source) => this.#followed.add(placeOf(context, source)),
        settled: (source, sequence) => this.#reached.set(placeOf(context, source), sequence),
      });
    });
  }

  /** The first record of a log that is empty yet is waited for, as all after it. */
  async #awaitFirst(): Promise<void> {
    for (const place of this.#followed) {
      if ((await this.#endOf(partsOf(place).source)) === 0) this.#reached.set(place, 0);
    }
  }

  /** Waits until nothing is on its way; true, if there was anything. */
  readonly arrived = async (): Promise<boolean> => {
    if (!this.#running) return false;
    const latest = performance.now() + ARRIVE_MS_MAX;
    let wasBusy = false;
    while ((await this.#isOnItsWay()) && performance.now() < latest) {
      wasBusy = true;
      await sleep(LOOK_MS);
    }
    return wasBusy;
  };

  async #isOnItsWay(): Promise<boolean> {
    if (this.#underWay.isMoving()) return true;
    const faults = this.#running?.faults() ?? {};
    for (const [place, sequence] of this.#reached) {
      const { reader, source } = partsOf(place);
      // What is switched off hears of nothing.
      const isBehind = faults[reader] !== 'down' && (await this.#endOf(source)) > sequence;
      if (isBehind) return true;
    }
    return false;
  }

  async #endOf(source: string): Promise<number> {
    return (await this.#stores.get(source)?.head(0))?.sequence ?? 0;
  }
}

/** Whoever stops it ends its services, too. */
const stoppedBy = (host: Host, stop: () => Promise<void>): Host =>
  new Proxy(host, {
    get: (target, name) => {
      if (name === 'stop') return stop;
      // Methods have private fields of the host itself.
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...given: readonly unknown[]): unknown => Reflect.apply(value, target, given);
    },
  });

/** The way to start a business as services, and to wait for what is between them. */
export const asServices = (): Pick<ServiceForm, 'run' | 'arrived'> => new ServiceForm();
