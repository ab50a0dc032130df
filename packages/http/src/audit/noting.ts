// What is noted of a command and of an operator's action: once, when it has ended.

import type { AuditNote, Business, Caller, CommandEntry } from '@dure/access';
import type { Exchange } from '../server/exchange.ts';

/** A command that has ended: done, or refused under a name. */
export type CommandEnded = {
  readonly business: Business;
  readonly command: CommandEntry;
  readonly caller: Caller;
  readonly key?: string | undefined;
  readonly caseId?: string | undefined;
  /** The name of the refusal; nothing, where it was done. */
  readonly rejection?: string | undefined;
};

const NO_ACTOR = '-';

export const noteCommand = (exchange: Exchange, ended: CommandEnded): void => {
  const { gateway, startedMs } = exchange;
  const { business, command, caller, key, caseId, rejection } = ended;
  const context = command.context.name;
  const tookMs = startedMs === undefined ? 0 : performance.now() - startedMs;
  gateway.traffic.get(business.name)?.ended({ context, rejection, tookMs });
  gateway.audit.note({
    at: Date.now(),
    business: business.name,
    kind: 'command',
    actor: caller.actor ?? NO_ACTOR,
    subject: caller.subject,
    what: command.name,
    context,
    of: key,
    caseId,
    outcome: rejection ?? 'done',
    via: 'http',
  });
};

export type OperationEnded = Pick<AuditNote, 'what' | 'of' | 'context' | 'outcome' | 'reason'> & {
  readonly business: Business;
  readonly caller: Caller;
};

export const noteOperation = ({ gateway }: Exchange, ended: OperationEnded): void => {
  const { business, caller, ...what } = ended;
  gateway.audit.note({
    at: Date.now(),
    business: business.name,
    kind: 'operation',
    actor: caller.actor ?? NO_ACTOR,
    subject: caller.subject,
    ...what,
    via: 'http',
  });
};
