// From a request to an order that the kernel takes, or the problem that stands in its way.

import type { Actor, By } from '@dure/domain';
import type { Order } from '@dure/kernel';
import type { Problem } from '../answers/problem.ts';
import { invalid, invalidPart, problem } from '../answers/refusals.ts';
import { namingFields } from '../business/business.ts';
import type { Business, CommandEntry } from '../business/business.ts';
import { textOf } from '../business/text.ts';
import type { Caller } from '../identity/caller.ts';
import { fillOwner, standing } from '../identity/ownership.ts';
import type { Standing } from '../identity/ownership.ts';
import { choicesOf } from '../routes/route.ts';
import type { ByValue, Choice, CommandAction } from '../routes/route.ts';
import { readBody, withoutAliases } from './body.ts';
import type { Body } from './body.ts';
import { findLedger, putParameter } from './finding.ts';
import type { Finding } from './finding.ts';
import { readKey, readTrace } from './headers.ts';

/** A request for a command, as far as the order depends on it. */
export type Asked = {
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly body: unknown;
  /** The values of the path's parameters, in order. */
  readonly parameters: readonly string[];
};

/** Where the values of the path go. */
export type CommandLine = {
  readonly business: Business;
  readonly action: CommandAction;
  readonly parameters: readonly string[];
};

export type Ordered =
  | { readonly is: 'ordered'; readonly order: Order; readonly command: CommandEntry }
  | { readonly is: 'refused'; readonly problem: Problem };

const refused = (of: Problem): Ordered => ({ is: 'refused', problem: of });

const forbidden = refused(problem('Forbidden'));
const notFound = refused(problem('NotFound'));

/** Written by hand or by a program: as number or text, with blanks around it. */
const asValue = (written: unknown): string => (textOf(written) ?? '').normalize('NFC').trim();

type Chosen = { readonly choice: Choice } | { readonly problem: Problem };

const unnamed = ({ field, choices }: ByValue): Chosen => {
  const named = [...choices.keys()].join(', ');
  const ko = `다음 중 하나여야 합니다: ${named}`;
  return { problem: invalidPart(field, ko, `Must be one of: ${named}`) };
};

const chooseByValue = (byValue: ByValue, body: Body, otherwise?: Choice): Chosen => {
  const written = body[byValue.field];
  if (written === undefined && otherwise) return { choice: otherwise };
  const choice = byValue.choices.get(asValue(written));
  if (!choice) return unnamed(byValue);
  // The value names the command; it is no data of it.
  delete body[byValue.field];
  return { choice };
};

const choose = ({ byValue, otherwise }: CommandAction, body: Body): Chosen => {
  if (byValue) return chooseByValue(byValue, body, otherwise);
  if (otherwise) return { choice: otherwise };
  throw new Error('A command line needs a command.');
};

type Acting = readonly [name: string, actor: Actor];

/** Who acts: the caller's actor; where nobody was named, the line's own, or the first who may. */
const actingAs = ({ command, as }: Choice, caller: Caller): Acting | undefined => {
  const { issuers } = command;
  const named = caller.actor ?? (as !== undefined && issuers.has(as) ? as : undefined);
  if (named === undefined) {
    const [first] = issuers;
    return first;
  }
  const actor = issuers.get(named);
  return actor && [named, actor];
};

/** The path counts before the body. */
const putParameters = async (
  body: Body,
  command: CommandEntry,
  of: { readonly names: readonly string[]; readonly values: readonly string[] },
): Promise<Finding> => {
  for (const [at, name] of of.names.entries()) {
    const found = await putParameter(body, command, [name, of.values[at] ?? '']);
    if (found === 'notFound') return found;
  }
  return 'found';
};

/** One client's key is nobody else's, and names one kind of command. */
const scoped = (key: string, by: By, command: string): string =>
  `${by.name}:${by.subject ?? ''}|${command}|${key}`;

/** Whether no choice of a line is a person's: the machine alone issues them. */
export const isMachineOnly = (action: CommandAction): boolean =>
  choicesOf(action).every(({ command }) => command.issuers.size === 0);

/** A command on its way, as far as the client has written it. */
type Written = {
  readonly body: Body;
  readonly choice: Choice;
  readonly asked: Asked;
  readonly caller: Caller;
};

/** Most orders are made at once: nobody waits for what need not be looked up. */
export const orderOf = (
  line: CommandLine,
  asked: Asked,
  caller: Caller,
): Ordered | Promise<Ordered> => {
  const read = readBody(asked.body, mediaTypeOf(asked));
  if (read.is === 'refused') return read;
  const body = withoutAliases(read.body, line.business.system.fieldAliases);
  const chosen = choose(line.action, body);
  if ('problem' in chosen) return refused(chosen.problem);
  const { choice } = chosen;
  const acting = actingAs(choice, caller);
  if (!acting) return forbidden;
  const written = { body, choice, asked, caller };
  if (!isNamed(line, choice)) return orderFound(line, written, acting);
  for (const [at, name] of line.parameters.entries()) body[name] = asked.parameters[at] ?? '';
  putOwner(written, acting);
  return orderFrom(written, acting);
};

/** Whether the path names the instance as the command does, so that it need not be looked for. */
const isNamed = ({ parameters }: CommandLine, { command }: Choice): boolean =>
  namingFields(command).length === 1 &&
  parameters.every((name) => command.note.fields[name] !== undefined);

const orderFound = async (
  line: CommandLine,
  written: Written,
  acting: Acting,
): Promise<Ordered> => {
  const { body, choice, asked } = written;
  const path = { names: line.parameters, values: asked.parameters };
  if ((await putParameters(body, choice.command, path)) === 'notFound') return notFound;
  if ((await fillNames(written, acting)) === 'notFound') return notFound;
  return orderFrom(written, acting);
};

const mediaTypeOf = ({ headers }: Asked): string | undefined => {
  const type = headers['content-type'];
  return typeof type === 'string' ? type : undefined;
};

const orderFrom = (written: Written, [name, actor]: Acting): Ordered | Promise<Ordered> => {
  const { body, choice, asked, caller } = written;
  const { command } = choice;
  const reading = command.read(body);
  if (reading.is === 'invalid') return refused(invalid(reading.mistakes));
  const { data } = reading;
  const orderAs = (stands: Standing): Ordered => {
    if (stands.is === 'mayNot') return forbidden;
    const { key, problem: wrong } = readKey(asked.headers['idempotency-key']);
    if (wrong) return refused(wrong);
    const by = byOf(name, caller, stands.claims);
    const order: Order = {
      command: { type: command.name, ...data },
      by,
      key: key === undefined ? undefined : scoped(key, by, command.name),
      traceparent: readTrace(asked.headers['traceparent']),
    };
    return { is: 'ordered', order, command };
  };
  const stands = standing(command, caller, { actor, data });
  return stands instanceof Promise ? stands.then(orderAs) : orderAs(stands);
};

const putOwner = ({ body, choice, caller }: Written, [, { owns = '' }]: Acting): void => {
  if (choice.command.note.fields[owns] !== undefined) fillOwner(body, owns, caller);
};

/** Where an actor owns whole ledgers, the row of an entry tells whose it is before he does. */
const fillNames = async (written: Written, acting: Acting): Promise<Finding> => {
  const { body, choice } = written;
  const { command } = choice;
  const [, { owns = '' }] = acting;
  const [keyField, entryField] = namingFields(command);
  const ownsLedgers = entryField !== undefined && owns === keyField;
  const found = ownsLedgers ? await findLedger(body, command) : undefined;
  putOwner(written, acting);
  if (found === 'notFound' && body[owns] === undefined) return found;
  return ownsLedgers ? 'found' : findLedger(body, command);
};

const byOf = (name: string, { subject }: Caller, claims: By['claims']): By => ({
  kind: 'actor',
  name,
  claims,
  ...(subject === undefined ? {} : { subject }),
});
