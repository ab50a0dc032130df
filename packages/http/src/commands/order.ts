// From an HTTP request to a command as it was written: body, aliases, the line's choice, the key.

import { invalidPart, readKey, refusal as refusalOf, textOf } from '@dure/access';
import type { Business, Refusal, Request, Written } from '@dure/access';
import type { Problem } from '../answers/problem.ts';
import { choicesOf } from '../routes/route.ts';
import type { ByValue, Choice, CommandAction } from '../routes/route.ts';
import { readBody, withoutAliases } from './body.ts';

/** A request for a command, as far as the order depends on it. */
export type Asked = {
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly body: unknown;
  /** The values of the path's parameters, in order. */
  readonly parameters: readonly string[];
  readonly traceparent?: string | undefined;
};

/** Where the values of the path go. */
export type CommandLine = {
  readonly business: Business;
  readonly action: CommandAction;
  readonly parameters: readonly string[];
};

export type ReadRequest =
  | { readonly is: 'read'; readonly request: Request }
  | { readonly is: 'refused'; readonly refusal: Refusal | Problem };

/** Written by hand or by a program: as number or text, with blanks around it. */
const asValue = (written: unknown): string => (textOf(written) ?? '').normalize('NFC').trim();

type Chosen = { readonly choice: Choice } | { readonly refusal: Refusal };

const unnamed = ({ field, choices }: ByValue): Chosen => {
  const named = [...choices.keys()].join(', ');
  const ko = `다음 중 하나여야 합니다: ${named}`;
  return { refusal: invalidPart(field, ko, `Must be one of: ${named}`) };
};

const chooseByValue = (byValue: ByValue, body: Written, otherwise?: Choice): Chosen => {
  const written = body[byValue.field];
  if (written === undefined && otherwise) return { choice: otherwise };
  const choice = byValue.choices.get(asValue(written));
  if (!choice) return unnamed(byValue);
  // The value names the command; it is no data of it.
  delete body[byValue.field];
  return { choice };
};

const choose = ({ byValue, otherwise }: CommandAction, body: Written): Chosen => {
  if (byValue) return chooseByValue(byValue, body, otherwise);
  if (otherwise) return { choice: otherwise };
  throw new Error('A command line needs a command.');
};

/** Whether no choice of a line is a person's: the machine alone issues them. */
export const isMachineOnly = (action: CommandAction): boolean =>
  choicesOf(action).every(({ command }) => command.issuers.size === 0);

/**
 * What it is held to is a preview. Tags here are weak, of a view that may be behind: none of them
 * matches, and what a condition forbids is not done (RFC 9110, 13.1.1).
 */
const unheld = ({ headers }: Asked): Refusal | undefined => {
  const condition = headers['if-match'];
  if (condition === undefined || String(condition).trim() === '*') return undefined;
  return refusalOf('NotAsShown', {
    words: {
      ko: 'If-Match로는 견줄 수 없습니다. 미리 보고(Prefer: preview) Dure-Preview와 함께 보내 주세요',
      en: 'If-Match holds no command: look first (Prefer: preview), then send it with Dure-Preview',
    },
  });
};

export const readRequest = (line: CommandLine, asked: Asked): ReadRequest => {
  const condition = unheld(asked);
  if (condition) return { is: 'refused', refusal: condition };
  const read = readBody(asked.body, mediaTypeOf(asked));
  if (read.is === 'refused') return read;
  const written = withoutAliases(read.body, line.business.fieldAliases);
  const chosen = choose(line.action, written);
  if ('refusal' in chosen) return { is: 'refused', refusal: chosen.refusal };
  const { command, as } = chosen.choice;
  const { key, refusal } = readKey(asked.headers['idempotency-key']);
  if (refusal) return { is: 'refused', refusal };
  const address = { names: line.parameters, values: asked.parameters };
  const { traceparent } = asked;
  return { is: 'read', request: { command, as, written, address, key, traceparent } };
};

const mediaTypeOf = ({ headers }: Asked): string | undefined => {
  const type = headers['content-type'];
  return typeof type === 'string' ? type : undefined;
};
