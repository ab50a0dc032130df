// Values of the environment, and secrets that files hold. It is apart from what reads the
// environment of a deployment, so that a plain start loads none of that.

import { readFileSync } from 'node:fs';
import { UserError } from './command.ts';
import type { Environment } from './terminal.ts';

/** A value, or what is in the file that `NAME_FILE` names. */
export const secretValueOf = (environment: Environment, name: string): string | undefined => {
  const file = environment[`${name}_FILE`];
  if (file === undefined) return environment[name] || undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    const ko = `${name}_FILE이 가리키는 ${file}을(를) 읽을 수 없습니다`;
    throw new UserError({ ko, en: `${file}, named by ${name}_FILE, cannot be read` }, 1, { cause });
  }
};
