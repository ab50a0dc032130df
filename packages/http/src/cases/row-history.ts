// How a row came to be: the events of its case that touch it, one after the other, and the row as
// each of them leaves it. It is drawn anew for who looks; nothing is kept.

import { invalidPart, labelOf, redactDataOf, redactorOf, refusal, textOf } from '@dure/access';
import type { Business, Refusal, ViewEntry } from '@dure/access';
import { messageOf } from '@dure/domain';
import type { AnyMessage } from '@dure/domain';
import type { CaseRecord, Json } from '@dure/kernel';
import { rowKey } from '@dure/kernel/ids';
import type { Act } from '../operations/operator.ts';
import { parameterValues } from '../server/exchange.ts';
import type { Exchange } from '../server/exchange.ts';
import type { RowHistory, RowStep } from './shape.ts';

/** So many steps are shown, the first ones. */
const STEPS_MAX = 1_000;

type Row = { readonly [field: string]: Json };

const keyIn = ({ request }: Exchange, { view }: ViewEntry): readonly string[] | Refusal => {
  // The server reads a query as an object of texts and lists of texts.
  const { key } = request.query as { readonly key?: string | readonly string[] };
  const written = key === undefined ? [] : [key].flat();
  if (written.length === view.key.length) {
    return view.key.map((field, at) => textOf(view.fields[field]?.read(written[at])) ?? '');
  }
  const names = view.key.join(', ');
  return invalidPart('key', `차례대로 적어 주세요: ${names}`, `Give each in its order: ${names}`);
};

const noCase = (): Refusal =>
  refusal('NotOperable', {
    words: {
      ko: '이 화면의 행은 어느 한 건에 속하지 않아 되짚어 볼 수 없습니다',
      en: 'A row of this view belongs to no one case, and cannot be told from one',
    },
  });

/** The case that the row says it is of; or its own key, where it is gone. */
const caseOf = (
  { view, caseField }: ViewEntry,
  key: readonly string[],
  row: Row | undefined,
): string | undefined => {
  if (caseField === undefined) return undefined;
  const at = view.key.indexOf(caseField);
  return textOf(row?.[caseField]) ?? (at < 0 ? undefined : key[at]);
};

type Happening = { readonly message: AnyMessage; readonly at: number };

/** The fields by which an event touches the row, if it does. */
const touchedBy = ({ view }: ViewEntry, key: string, { message, at }: Happening) =>
  view
    .rowsOf(message, at)
    .find((fields) => rowKey(view.key.map((field) => textOf(fields[field]) ?? '')) === key);

const follows = ({ view }: ViewEntry, { context, type }: CaseRecord): boolean =>
  view.follows.some((of) => of.context === context && of.type === type);

class Drawing {
  readonly #business: Business;
  readonly #entry: ViewEntry;
  readonly #key: string;
  readonly steps: RowStep[] = [];
  #row: Row | undefined;

  constructor(business: Business, entry: ViewEntry, key: string) {
    this.#business = business;
    this.#entry = entry;
    this.#key = key;
  }

  take(record: CaseRecord): void {
    if (!follows(this.#entry, record)) return;
    const message = messageOf(record);
    const fields = touchedBy(this.#entry, this.#key, { message, at: record.at });
    if (!fields) return;
    const { view } = this.#entry;
    const fold = (this.#row ? view.updates : view.creates)[record.type];
    const before = this.#row;
    // What a fold has made is as the view's shapes say, which is JSON.
    const made = fold?.(message, before, { key: fields, at: record.at }) as Row | undefined;
    if (fold) this.#row = made;
    this.#note(record, { before, after: this.#row, isDrawn: fold !== undefined });
  }

  #note(
    record: CaseRecord,
    of: { before?: Row | undefined; after?: Row | undefined; isDrawn: boolean },
  ) {
    const { system } = this.#business;
    const { id, at, type, actor } = redactorOf(system)(record.context, record);
    const context = system.contexts.find(({ name }) => name === record.context);
    const { before = {}, after } = of;
    this.steps.push({
      id,
      at,
      name: type,
      label: labelOf(context ? { system, context } : { system }, 'events', type),
      actor,
      isDrawn: of.isDrawn,
      ...(after ? { row: redactDataOf(system)(after) } : {}),
      changed: [...new Set([...Object.keys(before), ...Object.keys(after ?? {})])].filter(
        (field) => JSON.stringify(before[field]) !== JSON.stringify(after?.[field]),
      ),
    });
  }
}

const historyOf = async (
  business: Business,
  entry: ViewEntry,
  key: readonly string[],
): Promise<RowHistory | Refusal> => {
  const id = rowKey(key);
  const found = await entry.kernel.row(entry.name, id);
  const caseId = caseOf(entry, key, found?.row);
  if (caseId === undefined) return noCase();
  const steps = await stepsOf(business, entry, { caseId, id });
  if (steps.length === 0) return refusal('NotFound');
  return {
    view: entry.name,
    key,
    caseId,
    steps: steps.slice(0, STEPS_MAX),
    hasMore: steps.length > STEPS_MAX,
    ...(found ? { row: redactDataOf(business.system)(found.row) } : {}),
  };
};

const stepsOf = async (
  business: Business,
  entry: ViewEntry,
  { caseId, id }: { readonly caseId: string; readonly id: string },
): Promise<readonly RowStep[]> => {
  const drawing = new Drawing(business, entry, id);
  for await (const piece of business.running.trailInPieces(caseId)) {
    for (const record of piece) drawing.take(record);
    if (drawing.steps.length > STEPS_MAX) break;
  }
  return drawing.steps;
};

/** `GET /ops/views/{view}/history?key=order-4`; a key of several parts is given part by part. */
export const rowHistory =
  (business: Business): Act =>
  async ({ exchange }) => {
    const [name = ''] = parameterValues(exchange, 1);
    const entry = business.views.get(name);
    if (!entry) return refusal('NotFound');
    const key = keyIn(exchange, entry);
    if ('rejection' in key) return key;
    const history = await historyOf(business, entry, key);
    return 'rejection' in history ? history : { body: history };
  };
