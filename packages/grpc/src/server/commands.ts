// The way of a command over gRPC: what, whose, then the kernel, then the answer.

import { mayIssue, prepare, readKey, readTrace, refusalOf, textOf, tokenOf } from '@dure/access';
import type { Caller, CommandEntry, Refused } from '@dure/access';
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

/** Whether the request names an instance, so that something else may be possible for it. */
const namesInstance = ({ note, aggregate }: CommandEntry, written: Asked['written']): boolean => {
  const { identifiedBy } = aggregate;
  return textOf(note.fields[identifiedBy]?.read(written[identifiedBy])) !== undefined;
};

export const commandHandler = (line: Line, type: string): Handle => {
  const { business } = line;
  const command = business.commands.get(type);
  if (!command) throw new Error(`The command ${type} is not in the catalogue.`);
  const paths = pathsOfCommands(line);

  const refused = (outcome: Refused, caller: Caller, written: Asked['written']): Answer => {
    const isNamed = namesInstance(command, written);
    const linkTo = (name: string) => {
      const href = paths.get(name);
      const may = isNamed && mayIssue(business.commands.get(name), caller);
      return href !== undefined && may ? { href } : undefined;
    };
    return refusing(refusalOf(outcome, { business, command, linkTo }));
  };

  return async ({ metadata, caller, written, budgetMs }) => {
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
};
