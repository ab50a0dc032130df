// Hands spans to whoever collects them, as OTLP over HTTP in JSON. What cannot be handed over is
// dropped: no business waits for its traces.

const BATCH_MAX = 512;
const QUEUE_MAX = 8_192;
const EVERY_MS = 1_000;
const ANSWER_MS = 5_000;
const NS_PER_MS = 1_000_000n;

export const kinds = { internal: 1, server: 2, producer: 4 } as const;

export type Span = {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
  readonly kind: keyof typeof kinds;
  /** Epoch milliseconds. */
  readonly startMs: number;
  readonly endMs: number;
  readonly isError: boolean;
  readonly attributes: { readonly [name: string]: string };
};

export type OtlpOptions = {
  /** All of it: `http://127.0.0.1:4318/v1/traces`. */
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  /** As the collector shows whose spans they are: `lodging-payment`. */
  readonly service: string;
  /** Called when spans were dropped; not more often than they are sent. */
  readonly dropped: (count: number, cause: unknown) => void;
};

const nanosOf = (ms: number): string => String(BigInt(Math.round(ms)) * NS_PER_MS);

const attributesOf = (all: { readonly [name: string]: string }): readonly object[] =>
  Object.entries(all).map(([key, stringValue]) => ({ key, value: { stringValue } }));

const shownAs = (span: Span): object => ({
  traceId: span.traceId,
  spanId: span.spanId,
  ...(span.parentSpanId === '' ? {} : { parentSpanId: span.parentSpanId }),
  name: span.name,
  kind: kinds[span.kind],
  startTimeUnixNano: nanosOf(span.startMs),
  endTimeUnixNano: nanosOf(span.endMs),
  attributes: attributesOf(span.attributes),
  status: span.isError ? { code: 2 } : {},
});

export class OtlpExporter {
  readonly #options: OtlpOptions;
  readonly #timer: NodeJS.Timeout;
  #queue: Span[] = [];
  #dropped = 0;
  #sending: Promise<void> = Promise.resolve();

  constructor(options: OtlpOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#flush(), EVERY_MS);
    this.#timer.unref();
  }

  add(span: Span): void {
    if (this.#queue.length < QUEUE_MAX) this.#queue.push(span);
    else this.#dropped += 1;
  }

  /** Hands over what there is; what is not taken then is lost. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#flush();
    await this.#sending;
  }

  #flush(): void {
    const spans = this.#queue;
    this.#queue = [];
    this.#sending = this.#sending.then(async () => {
      for (let from = 0; from < spans.length; from += BATCH_MAX) {
        await this.#send(spans.slice(from, from + BATCH_MAX));
      }
    });
  }

  async #send(spans: readonly Span[]): Promise<void> {
    const { url, headers, service, dropped } = this.#options;
    const resource = { attributes: attributesOf({ 'service.name': service }) };
    const scopeSpans = [{ scope: { name: 'dure' }, spans: spans.map(shownAs) }];
    const lost = this.#dropped;
    this.#dropped = 0;
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ resourceSpans: [{ resource, scopeSpans }] }),
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`${url} answers ${response.status}.`);
      if (lost > 0) dropped(lost, 'The queue was full.');
    } catch (cause) {
      dropped(spans.length + lost, cause);
    }
  }
}
