// The way of a command over gRPC: what, whose, then the kernel, then the answer.

import { mayIssue, prepare, readKey, readTrace, refusalOf, textOf, tokenOf } from '@dure/access';
import type { AuditLog, AuditNote, Figures, Business, CommandEntry, Refused } from '@dure/access';
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

/** A command as it is called here, with where its neighbours are. */
type Called = {
  readonly business: Business;
  readonly command: CommandEntry;
  readonly paths: ReadonlyMap<string, string>;
};

const refusedWith = (called: Called, outcome: Refused, { caller, written }: Asked): Answer => {
  const { business, command, paths } = called;
  const isNamed = keyIn(command, written) !== undefined;
  const linkTo = (name: string) => {
    const href = paths.get(name);
    const may = isNamed && mayIssue(business.commands.get(name), caller);
    return href !== undefined && may ? { href } : undefined;
  };
  return refusing(refusalOf(outcome, { business, command, linkTo }));
};

const perform = async (called: Called, asked: Asked): Promise<Answer> => {
  const { business, command } = called;
  const { metadata, caller, written, budgetMs } = asked;
  const { key, refusal: badKey } = readKey(headerIn(metadata, 'idempotency-key'));
  if (badKey) return refusing(badKey);
  const expects = headerIn(metadata, 'dure-preview');
  const traceparent = readTrace(headerIn(metadata, 'traceparent'));
  const address = { names: [], values: [] };
  const prepared = await prepare({ command, written, address, key, traceparent }, caller);
  if (prepared.is === 'refused') return prepared;
  const outcome =
    prepared.is === 'closed'
      ? prepared.outcome
      : await business.running.issue({ ...prepared.order, budgetMs, expects });
  return outcome.is === 'done' ? answered(outcome) : refusedWith(called, outcome, asked);
};

/** What came of it: the instance and its case, or the name of the refusal. */
const endedAs = (
  command: CommandEntry,
  { written }: Asked,
  answer: Answer,
): Pick<AuditNote, 'of' | 'caseId' | 'outcome'> => {
  if (answer.is === 'refused') {
    return { of: keyIn(command, written), outcome: answer.refusal.rejection };
  }
  // As `answered` has written them.
  const { key, caseId } = answer.response as Pick<Done, 'key' | 'caseId'>;
  return { of: key, caseId, outcome: 'done' };
};

/** Where it is noted and counted; nothing, where it is not kept. */
export type Noting = {
  readonly audit: AuditLog | undefined;
  readonly figures: Figures | undefined;
};

/** It is noted once, when it has ended, whether or not its client has waited for it. */
export const commandHandler = (line: Line, type: string, { audit, figures }: Noting): Handle => {
  const { business } = line;
  const command = business.commands.get(type);
  if (!command) throw new Error(`The command ${type} is not in the catalogue.`);
  const called: Called = { business, command, paths: pathsOfCommands(line) };
  const count = (answer: Answer, tookMs: number): void => {
    const rejection = answer.is === 'refused' ? answer.refusal.rejection : undefined;
    const context = command.context.name;
    figures?.command({ business: business.name, context, rejection, tookMs });
  };
  return async (asked) => {
    const startedMs = performance.now();
    const answer = await perform(called, asked);
    count(answer, performance.now() - startedMs);
    audit?.note({
      at: Date.now(),
      business: business.name,
      kind: 'command',
      actor: asked.caller.actor ?? NO_ACTOR,
      subject: asked.caller.subject,
      what: command.name,
      context: command.context.name,
      ...endedAs(command, asked, answer),
      via: 'grpc',
    });
    return answer;
  };
};
