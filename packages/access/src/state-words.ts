// What the world sees of a state: its status, and what people call it.

import type { Words } from '@dure/domain';
import type { Business, CommandEntry } from './catalogue.ts';
import { stateLabel } from './labels.ts';

/** `Accommodation`, or `ReservationManagement.Booking`: the name under which states have labels. */
export const lifeOf = ({ aggregate, register }: CommandEntry): string =>
  register.name === '' ? aggregate.name : `${aggregate.name}.${register.name}`;

/** A state by its name, or by a status that it alone has. */
const stateNamed = ({ register }: CommandEntry, named: string): string => {
  if (register.states[named]) return named;
  const states = Object.entries(register.states);
  return states.find(([, { sketch }]) => sketch.status.includes(named))?.[0] ?? named;
};

/** What people call a state; where it has no label, the status that the world sees. */
export const stateWords = (business: Business, command: CommandEntry, named: string): Words => {
  const state = stateNamed(command, named);
  const of = { system: business.system, context: command.context };
  const [status] = command.register.states[state]?.sketch.status ?? [];
  return stateLabel(of, lifeOf(command), state) ?? { ko: status ?? state, en: status ?? state };
};
