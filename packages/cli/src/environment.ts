// Values of the environment, and secrets that files hold. It is apart from what reads the
// environment of a deployment, so that a plain start loads none of that.

import { readFileSync } from 'node:fs';
import type { Words } from '@dure/domain';
import { UserError } from './command.ts';
import type { Environment } from './terminal.ts';

const MISTAKEN = 2;

/** A variable with a value that cannot be used. Whoever has it from a file can say its line. */
export class WrongVariable extends UserError {
  readonly variable: string;
  readonly wrong: Words;
  constructor(variable: string, wrong: Words) {
    super({ ko: `${variable}: ${wrong.ko}`, en: `${variable} ${wrong.en}` }, MISTAKEN);
    this.variable = variable;
    this.wrong = wrong;
  }
}

/** A value, or what is in the file that `NAME_FILE` names. */
export const secretValueOf = (environment: Environment, name: string): string | undefined => {
  const file = environment[`${name}_FILE`];
  if (file === undefined) return environment[name] || undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    const ko = `${name}_FILE이 가리키는 ${file}을(를) 읽을 수 없습니다`;
    const en = `${file}, named by ${name}_FILE, cannot be read`;
    throw new UserError({ ko, en }, MISTAKEN, { cause });
  }
};
