// Why a case is as it is: where each of its instances stands, what brought it there, what it waits
// for, and which commands are closed to people now.

import { labelOf, parkedWords, redactorOf } from '@dure/access';
import type { Business } from '@dure/access';
import { calendarOf, Instance } from '@dure/domain';
import type { AnyRegister, BoundedContext } from '@dure/domain';
import type { Awaited, CaseRecord, Kernel } from '@dure/kernel';
import { recordId } from '@dure/kernel/ids';
import { decisionsOf } from '@dure/wall';
import { stateWordsOf } from '../described/lives.ts';
import type { Machine } from '../described/lives.ts';
import type { InBoth } from '../described/words.ts';
import type { Published } from '../published.ts';
import { halType, send, sendProblem } from '../server/exchange.ts';
import type { Handle } from '../server/exchange.ts';
import { caseIn } from './lines.ts';
import type { Why, WhyInstance } from './shape.ts';
import { labelOfRecord, parentIn } from './story.ts';

/** A machine of the case, with the event that moved it last. */
type Moved = Machine & {
  readonly key: string;
  readonly entry: string | undefined;
  readonly last: CaseRecord;
};

/** The causes that are told of a state: who began it stands at the end. */
const CAUSES_MAX = 12;
const PARKED_MAX = 1_000;

const aggregateOf = ({ aggregates }: BoundedContext, subject: string) => {
  const found = Object.values(aggregates).find(({ name }) => subject.startsWith(`${name}/`));
  return found && { aggregate: found, key: subject.slice(found.name.length + 1) };
};

const entryIn = ({ per }: AnyRegister, { data }: CaseRecord): string | undefined => {
  const entry = per === undefined ? undefined : data[per];
  return typeof entry === 'string' || typeof entry === 'number' ? String(entry) : undefined;
};

const movedBy = (business: Business, record: CaseRecord): readonly Moved[] => {
  const context = business.system.contexts.find(({ name }) => name === record.context);
  const of = context && aggregateOf(context, record.subject);
  if (!context || !of || record.kind !== 'event') return [];
  const { aggregate, key } = of;
  return aggregate.registers
    .filter(({ evolve }) => evolve[record.type] !== undefined)
    .map((register) => {
      const entry = entryIn(register, record);
      return { context, aggregate, register, key, entry, last: record };
    });
};

type Read = {
  readonly machines: readonly Moved[];
  /** All records of the case, by their ids. */
  readonly records: ReadonlyMap<string, CaseRecord>;
};

/** A whole that other cases share, such as the rooms of a place, is none of this case. */
const isOfCase = ({ register, aggregate }: Moved): boolean =>
  register.per !== undefined || !aggregate.isLedger;

const readTrail = async (business: Business, caseId: string): Promise<Read> => {
  const machines = new Map<string, Moved>();
  const records = new Map<string, CaseRecord>();
  for await (const piece of business.running.trailInPieces(caseId)) {
    for (const record of piece) {
      records.set(recordId(record.context, record.partition, record.sequence), record);
      for (const moved of movedBy(business, record).filter(isOfCase)) {
        machines.set([record.subject, moved.register.name, moved.entry].join(' '), moved);
      }
    }
  }
  return { machines: [...machines.values()], records };
};

const causesOf = (business: Business, last: CaseRecord, { records }: Read) => {
  const redact = redactorOf(business.system);
  const causes: WhyInstance['because'][number][] = [];
  let next: CaseRecord | undefined = last;
  while (next && causes.length < CAUSES_MAX) {
    const { id, kind, type, actor, at } = redact(next.context, next);
    causes.push({ id, kind, type, actor, at, label: labelOfRecord(business, next) });
    next = records.get(parentIn(next) ?? '');
  }
  return causes;
};

const named = (
  business: Business,
  context: BoundedContext,
  of: readonly [group: 'commands' | 'deadlines' | 'aggregates' | 'sagas', name: string],
) => ({ name: of[1], label: labelOf({ system: business.system, context }, ...of) });

const stateNamed = (business: Business, machine: Machine, name: string) => {
  const { kind = 'rest', status = [] } = machine.register.states[name]?.sketch ?? {};
  const [shown = name] = status;
  return { name, label: stateWordsOf(business, machine, name), status: shown, kind };
};

const peopleOf = ({ actors }: BoundedContext, command: string): readonly string[] =>
  Object.entries(actors).flatMap(([actor, { issues }]) =>
    issues.includes(command) ? [actor] : [],
  );

const closedWords = (label: InBoth, is: string | undefined): InBoth => {
  if (is === 'nothing') {
    return { ko: `이미 그렇습니다(${label.ko})`, en: `It is so already (${label.en})` };
  }
  const ko = `지금 상태(${label.ko})에서는 할 수 없습니다`;
  return { ko, en: `Not possible while ${label.en}` };
};

const waitingFor = (business: Business, machine: Machine, state: string) => {
  const { context, aggregate, register } = machine;
  const ofUse = decisionsOf(aggregate, register).filter(
    ({ from, is }) => from === state && is === 'decides',
  );
  return Object.keys(context.actors).flatMap((actor) => {
    const commands = ofUse
      .filter(({ command }) => context.actors[actor]?.issues.includes(command))
      .map(({ command }) => named(business, context, ['commands', command]));
    return commands.length === 0 ? [] : [{ actor, commands }];
  });
};

const closedIn = (business: Business, machine: Machine, state: string): WhyInstance['closed'] => {
  const { context, aggregate, register } = machine;
  const decisions = decisionsOf(aggregate, register);
  const label = stateWordsOf(business, machine, state);
  return Object.keys(register.decide).flatMap((command) => {
    const met = decisions.find((of) => of.command === command && of.from === state);
    if (met?.is === 'decides' || peopleOf(context, command).length === 0) return [];
    const open = decisions.filter((of) => of.command === command && of.is === 'decides');
    return [
      {
        ...named(business, context, ['commands', command]),
        reason: closedWords(label, met?.is),
        openIn: open.map(({ from }) => ({
          name: from,
          label: stateWordsOf(business, machine, from),
        })),
      },
    ];
  });
};

type Waiting = ReadonlyMap<string, Awaited>;

const instanceOf = async (
  business: Business,
  moved: Moved,
  { read, waiting }: { readonly read: Read; readonly waiting: Waiting },
): Promise<WhyInstance> => {
  const { context, aggregate, register, key, entry, last } = moved;
  const kernel = business.running.kernels[context.name];
  const found = await kernel?.instance(aggregate.name, key, entry);
  const state = (found ?? new Instance(aggregate)).state(register, entry).is;
  const { isoOf } = calendarOf(business.system.timeZone);
  const deadlines = waiting.get(context.name)?.deadlines ?? [];
  return {
    context: context.name,
    aggregate: aggregate.name,
    label: named(business, context, ['aggregates', aggregate.name]).label,
    key,
    ...(register.name === '' ? {} : { life: register.name }),
    ...(entry === undefined ? {} : { entry }),
    state: stateNamed(business, moved, state),
    since: isoOf(last.at),
    because: causesOf(business, last, read),
    waitsFor: {
      actors: waitingFor(business, moved, state),
      deadlines: deadlines
        .filter(({ subject }) => subject === last.subject)
        .map(({ name, at }) => ({
          ...named(business, context, ['deadlines', name]),
          at: isoOf(at),
        })),
    },
    closed: closedIn(business, moved, state),
  };
};

const sagasOf = (business: Business, waiting: Waiting): Why['sagas'] =>
  [...waiting].flatMap(([name, { sagas }]) => {
    const context = business.system.contexts.find((of) => of.name === name);
    if (!context) return [];
    return sagas.map(({ saga, status, step }) => {
      const at = context.sagas[saga]?.steps.find((of) => of.name === step);
      const label =
        at &&
        labelOfRecord(business, { kind: 'event', type: at.until.type, context: at.until.context });
      return {
        ...named(business, context, ['sagas', saga]),
        context: name,
        status,
        ...(at && label
          ? {
              step: {
                name: at.name,
                label,
                ...(at.waitsFor === undefined ? {} : { waitsFor: at.waitsFor }),
              },
            }
          : {}),
      };
    });
  });

const parkedOf = async (business: Business, caseId: string, kernel: Kernel) => {
  const { isoOf } = calendarOf(business.system.timeZone);
  const { items } = await kernel.parked({ limit: PARKED_MAX });
  return items
    .filter((item) => item.caseId === caseId)
    .map(({ id, type, cause, state, since }) => ({
      context: kernel.context.name,
      id,
      type,
      cause,
      ...parkedWords(business.system, { type, cause }),
      state,
      since: isoOf(since),
    }));
};

const whyOf = async (business: Business, caseId: string): Promise<Why> => {
  const kernels = Object.entries(business.running.kernels);
  const waiting = new Map<string, Awaited>();
  const away: string[] = [];
  const parked: Why['parked'][number][] = [];
  await Promise.all(
    kernels.map(async ([name, kernel]) => {
      try {
        waiting.set(name, await kernel.awaited(caseId));
        parked.push(...(await parkedOf(business, caseId, kernel)));
      } catch {
        away.push(name);
      }
    }),
  );
  const read = await readTrail(business, caseId);
  const there = read.machines.filter(({ context }) => waiting.has(context.name));
  const found = await Promise.all(
    there.map((moved) =>
      // It may have gone since it was asked what it waits for.
      instanceOf(business, moved, { read, waiting }).catch(() => {
        away.push(moved.context.name);
      }),
    ),
  );
  const instances = found.flatMap((one) => one ?? []);
  const sagas = sagasOf(business, waiting);
  return { caseId, instances, sagas, parked, away: [...new Set(away)] };
};

export const whyHandler =
  (business: Published): Handle =>
  async (exchange) => {
    const found = await caseIn(exchange, business);
    if ('kind' in found) return sendProblem(exchange, found);
    const why = await whyOf(business, found.caseId);
    const body = JSON.stringify({ ...why, _links: { self: { href: exchange.request.url } } });
    const headers = { 'cache-control': 'no-store' };
    return send(exchange, { http: 200, body, type: halType, headers });
  };
