// The way of a command over gRPC: what, whose, then the kernel, then the answer.

import { mayIssue, prepare, readKey, readTrace, refusalOf, textOf, tokenOf } from '@dure/access';
import type { AuditLog, AuditNote, Caller, CommandEntry, Refused } from '@dure/access';
import type { Outcome } from '@dure/kernel';
import { headerIn } from './call.ts';
import type { Asked } from './call.ts';
import { pathsOfCommands } from './line.ts';
import type { Line } from './line.ts';
import { refusing } from './unary.ts';
import type { Answer, Handle } from './unary.ts';

type Done = Extract<Outcome, { readonly is: 'done' }>;

const answered = (done: Done): Answer => {
  const { key, caseId, events, data } = done;
  const position = tokenOf(done.position);
  const state = data['status'];
  return {
    is: 'answered',
    response: { key, caseId, position, events, data, state },
    headers: { 'dure-position': position, 'correlation-id': caseId },
  };
};

/** The key of the instance that the request names, if it does. */
const keyIn = (
  { note, aggregate }: CommandEntry,
  written: Asked['written'],
): string | undefined => {
  const { identifiedBy } = aggregate;
  return textOf(note.fields[identifiedBy]?.read(written[identifiedBy]));
};

const NO_ACTOR = '-';

export const commandHandler = (line: Line, type: string, audit: AuditLog | undefined): Handle => {
  const { business } = line;
  const command = business.commands.get(type);
  if (!command) throw new Error(`The command ${type} is not in the catalogue.`);
  const paths = pathsOfCommands(line);

  const refused = (outcome: Refused, caller: Caller, written: Asked['written']): Answer => {
    const isNamed = keyIn(command, written) !== undefined;
    const linkTo = (name: string) => {
      const href = paths.get(name);
      const may = isNamed && mayIssue(business.commands.get(name), caller);
      return href !== undefined && may ? { href } : undefined;
    };
    return refusing(refusalOf(outcome, { business, command, linkTo }));
  };

  /** Once, when it has ended, whether or not its client has waited for it. */
  const note = ({ caller }: Asked, ended: Pick<AuditNote, 'of' | 'caseId' | 'outcome'>): void =>
    audit?.note({
      at: Date.now(),
      business: business.name,
      kind: 'command',
      actor: caller.actor ?? NO_ACTOR,
      subject: caller.subject,
      what: command.name,
      context: command.context.name,
      ...ended,
      via: 'grpc',
    });

  const perform = async (asked: Asked): Promise<Answer> => {
    const { metadata, caller, written, budgetMs } = asked;
    const { key, refusal: badKey } = readKey(headerIn(metadata, 'idempotency-key'));
    if (badKey) return refusing(badKey);
    const traceparent = readTrace(headerIn(metadata, 'traceparent'));
    const address = { names: [], values: [] };
    const prepared = await prepare({ command, written, address, key, traceparent }, caller);
    if (prepared.is === 'refused') return prepared;
    const outcome =
      prepared.is === 'closed'
        ? prepared.outcome
        : await business.running.issue({ ...prepared.order, budgetMs });
    return outcome.is === 'done' ? answered(outcome) : refused(outcome, caller, written);
  };

  return async (asked) => {
    const answer = await perform(asked);
    const named = keyIn(command, asked.written);
    if (answer.is === 'refused') note(asked, { of: named, outcome: answer.refusal.rejection });
    else {
      const { key, caseId } = answer.response as Pick<Done, 'key' | 'caseId'>; // As `answered` does.
      note(asked, { of: key, caseId, outcome: 'done' });
    }
    return answer;
  };
};
