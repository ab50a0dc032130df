// A system is a whole business: its contexts, and what belongs to the business as one.

import { calendarOf } from './calendar.ts';
import type { BoundedContext } from './context.ts';
import type { Label, Labels } from './labels.ts';

type SystemNotes = {
  /** What the business is called, in Korean and English. */
  readonly label: Label;
  /**
   * The field that names the case in every event that has one, such as `orderId`. Events without
   * it belong to the case of their own instance.
   */
  readonly businessKey: string;
  /** Where its days begin and its clocks stand: an IANA name, such as `Asia/Seoul`. */
  readonly timeZone?: string;
  /** The boards of its contexts. */
  readonly contexts: readonly BoundedContext[];
  /** Labels that all contexts share. */
  readonly labels?: Labels;
};

export type System = Required<SystemNotes> & { readonly name: string };

const twice = (names: readonly string[]): readonly string[] => [
  ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
];

const NAME = /^\p{L}[\p{L}\p{N}_-]*$/u;

/** Paths, files and headers are named after what stands on the wall. */
const checkName = (name: string): void => {
  if (NAME.test(name)) return;
  throw new Error(
    `"${name}" is no name: a letter first, then letters, digits, - and _, as addresses and files ` +
      'are named after it. What people read is its label.',
  );
};

/**
 * A whole business. Without a time zone of its own its days are those of UTC.
 * @throws when two notes of the same colour share a name: a message is known by its name alone;
 *   when one has a name that is good for no address; or when there is no such time zone.
 */
export const system = (name: string, notes: SystemNotes): System => {
  const aggregates = notes.contexts.flatMap((context) => Object.values(context.aggregates));
  const named = [
    notes.contexts.map((context) => context.name),
    aggregates.map((aggregate) => aggregate.name),
    aggregates.flatMap((aggregate) => Object.keys(aggregate.accepts)),
    aggregates.flatMap((aggregate) => Object.keys(aggregate.emits)),
    notes.contexts.flatMap((context) => Object.keys(context.views)),
  ];
  const actors = notes.contexts.flatMap((context) => Object.keys(context.actors));
  for (const of of [name, ...named.flat(), ...actors]) checkName(of);
  const doubled = named.flatMap(twice);
  if (doubled.length > 0) {
    throw new Error(`In ${name} these names stand twice: ${doubled.join(', ')}.`);
  }
  const { timeZone } = calendarOf(notes.timeZone ?? 'UTC');
  return { labels: {}, ...notes, timeZone, name };
};
