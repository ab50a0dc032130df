// `npm start lodging --port 9000`: npm takes the option for its own, and the program never sees it.

import { UserError } from './command.ts';
import type { Environment } from './terminal.ts';

/** The variable in which npm hands an option on that it does not know. */
const variableOf = (option: string): string => `npm_config_${option.replaceAll('-', '_')}`;

/**
 * Looks whether npm has kept an option of a command to itself.
 * @throws {UserError} it has, with the line that was meant.
 */
export const checkKeptByNpm = (
  options: readonly string[],
  { env, line }: { readonly env: Environment; readonly line: string },
): void => {
  const script = env['npm_lifecycle_event'];
  const kept = script && options.find((option) => env[variableOf(option)] !== undefined);
  if (!kept) return;
  const name = env[variableOf(kept)] === '' ? `no-${kept}` : kept;
  const meant = `npm ${script === 'start' ? 'start' : `run ${script}`} -- ${line} --${name} …`;
  throw new UserError(
    {
      ko: `--${name}을(를) npm이 가져갔습니다. 앞에 --를 적어 주세요: ${meant}`,
      en: `npm has kept --${name} to itself. Put -- before the options: ${meant}`,
    },
    2,
  );
};
