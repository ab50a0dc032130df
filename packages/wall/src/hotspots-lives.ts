// Hot spots in the lives of aggregates: what cannot happen, and where a case is stuck.

import type { AnyAggregate, AnyRegister, BoundedContext, AnyPad } from '@dure/domain';
import type { Hotspot, Hung } from './hotspot.ts';
import { cellsByState, reachedFrom } from './lives.ts';
import { asksNamedBy, delegates, notesNamedBy, waitsForAnswer } from './naming.ts';
import { asksOf, wallId } from './wall-index.ts';

type Life = { readonly context: BoundedContext; readonly aggregate: AnyAggregate };

export const gapsInLives = ({ contexts }: Hung): readonly Hotspot[] =>
  contexts.flatMap((context) => [
    ...Object.values(context.aggregates).flatMap((aggregate) => gapsIn({ context, aggregate })),
    ...idleRejections(context),
  ]);

const gapsIn = (life: Life): readonly Hotspot[] => [
  ...closedCommands(life),
  ...unlistedAsks(life),
  ...idleEvents(life),
  ...life.aggregate.registers.flatMap((register) => strandedStates(life, register)),
];

const closedCommands = ({ context, aggregate }: Life): readonly Hotspot[] =>
  Object.keys(aggregate.accepts)
    .filter((name) =>
      aggregate.registers.every(
        (register) => cellsByState(register, register.decide[name]).length === 0,
      ),
    )
    .map((name) => ({
      kind: 'command never open',
      subject: wallId(context.name, 'command', name),
      ko: `명령 ${name}: 받아들이는 상태가 없습니다.`,
      en: `The command ${name} is open in no state.`,
    }));

type Rule = { readonly register: AnyRegister; readonly state: string; readonly rule: unknown };

const rulesOf = ({ registers }: AnyAggregate): readonly (Rule & { readonly command: string })[] =>
  registers.flatMap((register) =>
    Object.entries(register.decide).flatMap(([command, of]) =>
      cellsByState(register, of).map((cell) => ({ register, command, ...cell })),
    ),
  );

const unlistedAsks = ({ context, aggregate }: Life): readonly Hotspot[] => {
  const asking = rulesOf(aggregate).filter(
    ({ rule }) => waitsForAnswer(rule) && asksNamedBy(rule, asksOf(aggregate)).length === 0,
  );
  return [...new Set(asking.map(({ command }) => command))].map((command) => ({
    kind: 'ask not on the board',
    subject: wallId(context.name, 'command', command),
    ko: `명령 ${command}: ${aggregate.name}의 asks에 없는 요청을 합니다.`,
    en: `${command} asks what ${aggregate.name} does not list in its asks.`,
  }));
};

const takenFrom = (register: AnyRegister, event: string): ReadonlySet<string> =>
  new Set(cellsByState(register, register.evolve[event]).map(({ state }) => state));

/** A helper may give any event that could follow; in another register, whatever its state. */
const couldFollow = ({ registers }: AnyAggregate, rule: Rule, event: string): boolean =>
  registers.some((register) => {
    const states = takenFrom(register, event);
    return register === rule.register ? states.has(rule.state) : states.size > 0;
  });

const idleEvents = ({ context, aggregate }: Life): readonly Hotspot[] => {
  const rules = rulesOf(aggregate);
  const known = { ...aggregate.emits, ...aggregate.refuses, ...asksOf(aggregate) };
  const named = new Set(rules.flatMap(({ rule }) => notesNamedBy(rule, aggregate.emits)));
  const delegating = rules.filter(({ rule }) => delegates(rule, known));
  return Object.keys(aggregate.emits).flatMap((event): readonly Hotspot[] => {
    const subject = wallId(context.name, 'event', event);
    if (aggregate.registers.every((register) => takenFrom(register, event).size === 0)) {
      return [
        {
          kind: 'event no rule takes',
          subject,
          ko: `이벤트 ${event}: 이어지는 상태가 없습니다.`,
          en: `No rule says where the event ${event} leads.`,
        },
      ];
    }
    if (named.has(event)) return [];
    if (delegating.some((rule) => couldFollow(aggregate, rule, event))) return [];
    return [
      {
        kind: 'event nobody can cause',
        subject,
        ko: `이벤트 ${event}: 일으키는 명령이 없습니다.`,
        en: `No command causes the event ${event}.`,
      },
    ];
  });
};

/**
 * Aggregates of a context may share a pad. A rule that names no note at all, and calls a helper,
 * may refuse in any way.
 */
const idleRejections = (context: BoundedContext): readonly Hotspot[] => {
  const aggregates = Object.values(context.aggregates);
  const refuses: AnyPad = Object.assign({}, ...aggregates.map((of) => of.refuses));
  const used = new Set(aggregates.flatMap((aggregate) => rejectionsUsedBy(aggregate, refuses)));
  return Object.keys(refuses)
    .filter((name) => !used.has(name))
    .map((name) => ({
      kind: 'rejection never used',
      subject: wallId(context.name, 'rejection', name),
      ko: `거절 ${name}: 쓰이지 않습니다.`,
      en: `Nothing is refused as ${name}.`,
    }));
};

const rejectionsUsedBy = (aggregate: AnyAggregate, refuses: AnyPad): readonly string[] => {
  const notes = { ...aggregate.emits, ...refuses };
  const claims = Object.values(aggregate.claims).map((claim) => claim.refuses);
  const rules = [...rulesOf(aggregate).map(({ rule }) => rule), ...claims];
  const isHidden = (rule: unknown): boolean =>
    notesNamedBy(rule, notes).length === 0 && delegates(rule, asksOf(aggregate));
  if (rules.some(isHidden)) return Object.keys(aggregate.refuses);
  return rules.flatMap((rule) => notesNamedBy(rule, refuses));
};

const isAtRest = ({ states }: AnyRegister, state: string): boolean => {
  const kind = states[state]?.sketch.kind;
  return kind === 'rest' || kind === 'final';
};

const strandedStates = (
  { context, aggregate }: Life,
  register: AnyRegister,
): readonly Hotspot[] => {
  const life = aggregate.isLedger ? `${aggregate.name}.${register.name}` : aggregate.name;
  const reached = reachedFrom(register, register.initial.is);
  return Object.entries(register.states).flatMap(([state, { sketch }]): readonly Hotspot[] => {
    const subject = wallId(context.name, 'state', `${life}.${state}`);
    if (!reached.has(state)) {
      return [
        {
          kind: 'state nobody reaches',
          subject,
          ko: `상태 ${life}.${state}: 이르는 이벤트가 없습니다.`,
          en: `No event leads to the state ${state} of ${life}.`,
        },
      ];
    }
    if (sketch.kind !== 'open') return [];
    if ([...reachedFrom(register, state)].some((next) => isAtRest(register, next))) return [];
    return [
      {
        kind: 'state nobody leaves',
        subject,
        ko: `상태 ${life}.${state}: 끝나는 길이 없습니다.`,
        en: `A case in the state ${state} of ${life} never comes to an end.`,
      },
    ];
  });
};
