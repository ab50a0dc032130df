// Settings given on the command line: `--set NIGHTS_MAX=14`.

import { readSetting } from '@dure/domain';
import type { Setting, System } from '@dure/domain';
import { UserError } from '../command.ts';
import { nearest } from '../did-you-mean.ts';

const MISTAKEN = 2;

type Settings = { readonly [name: string]: unknown };

const settingsOf = (systems: readonly System[]): ReadonlyMap<string, Setting> =>
  new Map(
    systems.flatMap(({ contexts }) =>
      contexts.flatMap(({ settings }) =>
        Object.values(settings).map((setting) => [setting.name, setting] as const),
      ),
    ),
  );

const mistaken = (ko: string, en: string): UserError => new UserError({ ko, en }, MISTAKEN);

/** Text is written as it is, and everything else as JSON. */
const exampleOf = ({ standard }: Setting): string =>
  typeof standard === 'string' ? standard : JSON.stringify(standard);

type Reading = { readonly known: ReadonlyMap<string, Setting>; readonly said: string };

const readLine = (line: string, { known, said }: Reading): readonly [string, unknown] => {
  const [name = '', ...rest] = line.split('=');
  const setting = known.get(name);
  if (!setting) {
    const near = nearest(name, [...known.keys()]);
    const [ko, en] = near ? [`. 혹시 ${near}?`, `. Did you mean ${near}?`] : ['', ''];
    throw mistaken(`${said} ${name}: 모르는 설정입니다${ko}`, `${said} ${name} is no setting${en}`);
  }
  const { value, mistakes } = readSetting(setting, rest.join('='));
  if (!mistakes) return [name, value];
  const { ko, en } = mistakes[0] ?? { ko: '', en: '' };
  const example = `${said} ${name}=${exampleOf(setting)}`;
  throw mistaken(
    `${said} ${line}: ${ko}. 예: ${example}`,
    `${said} ${line}: ${en}. Try ${example}`,
  );
};

/**
 * @param said where the lines stand, as people know it.
 * @throws {UserError} a name or a value that no setting has.
 */
export const readSettings = (
  lines: readonly string[],
  systems: readonly System[],
  said = '--set',
): Settings => {
  const known = settingsOf(systems);
  return Object.fromEntries(lines.map((line) => readLine(line, { known, said })));
};

/** The settings of a business, by their names on the wall. */
export const namesOf = (system: System): readonly string[] => [...settingsOf([system]).keys()];

/** Those of the lines that are about settings of this business. */
export const linesOf = (lines: readonly string[], system: System): readonly string[] => {
  const known = settingsOf([system]);
  return lines.filter((line) => known.has(line.slice(0, line.indexOf('='))));
};
