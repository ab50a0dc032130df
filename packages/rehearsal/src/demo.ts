// Who walks about in the demo of a business, and what they did before it was opened.

import type { AnyMessage } from '@dure/domain';
import type { DemoStep, Persona } from './world.ts';

/** A persona that every business has. */
export const operator: Persona = {
  actor: 'Operator',
  subject: 'operator-1',
  label: ['운영자', 'Operator'],
  claims: {},
};

/** A command that a person issues at an instant. */
export const by = ({ actor, claims }: Persona, at: number, command: AnyMessage): DemoStep => ({
  at,
  as: actor,
  claims,
  command,
});

export type Turn = readonly [by: Persona, command: AnyMessage];

/** What they do one after the other, from an instant on. */
export const inTurn = (
  from: number,
  everyMs: number,
  turns: readonly Turn[],
): readonly DemoStep[] =>
  turns.map(([persona, command], index) => by(persona, from + index * everyMs, command));
