// Lines to try in a terminal: the documented ones, with the bodies of the demo.

import { labelOf } from '@dure/access';
import type { CommandEntry } from '@dure/access';
import type { Published } from '../published.ts';
import type { Shape, Words } from '@dure/domain';
import type { DemoStep } from '@dure/rehearsal';

export type CurlLine = { readonly title: Words; readonly line: string };

const LINES_MAX = 4;

type Data = { readonly [field: string]: unknown };

type Plain = {
  readonly type?: string;
  readonly minimum?: number;
  readonly format?: string;
  readonly anyOf?: readonly { readonly const?: unknown; readonly type?: string }[];
};

const samples: { readonly [of: string]: unknown } = {
  date: '2030-05-05',
  'date-time': '2030-05-05T15:00:00+09:00',
  boolean: true,
};

const choiceIn = ({ anyOf = [] }: Plain): unknown =>
  anyOf.flatMap((one) => (one.const === undefined ? [] : [one.const]))[0];

/** Something that a field would take. */
export const sampleOf = (shape: Shape): unknown => {
  if (shape.idKind !== undefined) return 1;
  const plain = shape.schema as Plain;
  const of = plain.format ?? plain.type ?? '';
  if (of === 'integer') return Math.max(1, plain.minimum ?? 1);
  return samples[of] ?? choiceIn(plain) ?? '…';
};

/** What was done last may be done again; what was done long ago may be over. */
const fromDemo = (steps: readonly DemoStep[], command: CommandEntry): Data | undefined => {
  const done = steps.filter((of) => of.command.type === command.name);
  const step = done.toSorted((one, other) => one.at - other.at).at(-1);
  // Any message may be read by field name.
  const data = step?.command as unknown as Data | undefined;
  if (!data) return undefined;
  const known = Object.entries(data).filter(([name]) => command.note.fields[name]);
  return Object.fromEntries(known.filter(([name]) => name !== command.aggregate.identifiedBy));
};

const invented = ({ note, aggregate }: CommandEntry): Data =>
  Object.fromEntries(
    Object.entries(note.fields)
      .filter(([name, shape]) => !shape.isOptional && name !== aggregate.identifiedBy)
      .map(([name, shape]) => [name, sampleOf(shape)]),
  );

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

export const curlLines = (business: Published, origin: string): readonly CurlLine[] => {
  const { system, name, demo } = business;
  const steps = demo?.steps(Date.now()) ?? [];
  const opening = [...business.commands.values()].filter(
    ({ openingPath }) => openingPath !== undefined,
  );
  return opening.slice(0, LINES_MAX).map((command) => {
    const body = JSON.stringify(fromDemo(steps, command) ?? invented(command));
    const url = `${origin}/${name}${encodeURI(command.openingPath ?? '')}`;
    const title = labelOf({ system, context: command.context }, 'commands', command.name);
    const type = `-H 'content-type: application/json'`;
    return { title, line: `curl -X POST ${url} \\\n  ${type} \\\n  -d ${quoted(body)}` };
  });
};
