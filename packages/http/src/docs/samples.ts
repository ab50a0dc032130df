// Values to try a business with: what was done in its demo, and otherwise what a field would take.

import type { CommandEntry } from '@dure/access';
import type { AnyMessage, Shape } from '@dure/domain';
import type { Demo, DemoStep } from '@dure/rehearsal';
import type { Published } from '../published.ts';

type Data = { readonly [field: string]: unknown };

export type Samples = {
  /** The fields of a command, also those that the path or the server may name. */
  readonly bodyOf: (command: CommandEntry) => Data;
  /** A value of a field, by its name: one of the demo's, or one that its shape would take. */
  readonly valueOf: (name: string, shape: Shape) => unknown;
};

type Plain = {
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly anyOf?: readonly { readonly const?: unknown; readonly type?: string }[];
};

const plainSamples: { readonly [of: string]: unknown } = {
  date: '2030-05-05',
  'date-time': '2030-05-05T15:00:00+09:00',
  boolean: true,
  array: [],
  object: {},
};

const phone = '01012345678';

const choiceIn = ({ anyOf = [] }: Plain): unknown =>
  anyOf.flatMap((one) => (one.const === undefined ? [] : [one.const]))[0];

const textFor = ({ pattern, minLength = 1 }: Plain): string =>
  pattern !== undefined && new RegExp(pattern).test(phone) ? phone : '…'.repeat(minLength);

/** Where a value may also be null, what it is otherwise. */
const plainOf = ({ schema }: Shape): Plain => {
  const plain = schema as Plain;
  const others = plain.anyOf?.filter(({ type }) => type !== 'null') ?? [];
  const [only, another] = others;
  return only && another === undefined ? only : plain;
};

/** Something that a field would take. */
const sampleOf = (shape: Shape): unknown => {
  if (shape.idKind !== undefined) return `${shape.idKind}-1`;
  if (shape.fields === undefined) return plainSample(plainOf(shape));
  const inner = Object.entries(shape.fields).filter(([, { isStamped }]) => !isStamped);
  return Object.fromEntries(inner.map(([name, of]) => [name, sampleOf(of)]));
};

const numberFor = ({ minimum = 1, maximum = 1 }: Plain): number =>
  Math.max(Math.min(1, maximum), minimum);

const plainSample = (plain: Plain): unknown => {
  const { format, type = '' } = plain;
  if (type === 'integer' || type === 'number') return numberFor(plain);
  return plainSamples[format ?? type] ?? choiceIn(plain) ?? textFor(plain);
};

/** Any message may be read by field name. */
const dataOf = (message: AnyMessage): Data => ({ ...message });

/**
 * What the demo says is still open; otherwise what was done last, which may be done again, while
 * what was done long ago may be over.
 */
const messageFor = (
  { tries = [] }: Pick<Demo, 'tries'>,
  steps: readonly DemoStep[],
  name: string,
): AnyMessage | undefined => {
  const done = steps
    .filter(({ command }) => command.type === name)
    .toSorted((one, other) => one.at - other.at);
  return tries.find(({ type }) => type === name) ?? done.at(-1)?.command;
};

const valuesIn = (steps: readonly DemoStep[]): ReadonlyMap<string, unknown> =>
  new Map(steps.flatMap(({ command }) => Object.entries(dataOf(command))));

const isTaken = (shape: Shape, value: unknown): boolean =>
  typeof shape.read(value) === typeof sampleOf(shape);

export const samplesOf = ({ demo }: Published, now = Date.now()): Samples => {
  const steps = demo?.steps(now) ?? [];
  const known = valuesIn(steps);
  const valueOf: Samples['valueOf'] = (name, shape) => {
    const value = known.get(name);
    return value === undefined || value === null || !isTaken(shape, value)
      ? sampleOf(shape)
      : value;
  };
  return {
    valueOf,
    bodyOf: (command) => {
      const { note } = command;
      const message = messageFor(demo ?? {}, steps, command.name);
      const done = message ? dataOf(message) : {};
      const asked = Object.entries(note.fields).filter(
        ([name, { isOptional, isStamped }]) =>
          !isStamped && (done[name] !== undefined || !isOptional),
      );
      return Object.fromEntries(
        asked.map(([name, shape]) => [name, done[name] ?? valueOf(name, shape)]),
      );
    },
  };
};
