// A command and the instance it is for, while it is decided; and how that may end.

import type { AnyMessage } from '@dure/domain';
import type { Outcome } from '../api.ts';
import type { TurnTools } from '../engine.ts';
import type { LoadedAggregate } from '../turn/aggregate-repository.ts';
import { instanceId } from '../ids.ts';
import { fieldOf } from '../turn/fields.ts';
import type { CommandUnit } from '../turn/messages.ts';
import type { Minted } from './look-ups.ts';

export type CommandContext = {
  readonly turn: TurnTools;
  readonly unit: CommandUnit;
  readonly loaded: LoadedAggregate;
  /** With its identifying field, minted where the sender left it out. */
  readonly command: AnyMessage;
  readonly caseId: string;
  readonly minted: Minted;
};

/** How a command ended in its turn. */
export type Ended = Exclude<Outcome, { is: 'keyReused' | 'failed' }>;

/** The business key that a message names; else the instance's own key. */
export const caseIn = ({ engine }: TurnTools, message: object, key: string): string => {
  const name = fieldOf(message, engine.registry.system.businessKey);
  return typeof name === 'string' ? name : key;
};

/** Who issues a command, as records tell it. */
export const actorOf = ({ by }: CommandUnit): string =>
  by.kind === 'actor' ? `${by.name}:${by.subject ?? '-'}` : `${by.kind}:${by.name}`;

export const subjectOf = ({ engine }: TurnTools, command: string, key: string): string =>
  instanceId(engine.registry.aggregateOf(command)?.name ?? '', key);

/** An instance has moved: what waits for it may go on. */
export const releaseAfter = (
  turn: TurnTools,
  { command }: CommandUnit,
  done: Extract<Ended, { is: 'done' }>,
): void => {
  if (done.events.length > 0) turn.release(subjectOf(turn, command.type, done.key));
};
