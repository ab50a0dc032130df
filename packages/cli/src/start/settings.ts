// Settings given on the command line: `--set NIGHTS_MAX=14`.

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

const truths: { readonly [word: string]: boolean } = {
  true: true,
  on: true,
  false: false,
  off: false,
};

/** What was written, as the type that the setting has; nothing, if it is not of that type. */
const asStandard = (written: string, standard: unknown): unknown => {
  if (typeof standard === 'boolean') return truths[written.toLowerCase()];
  if (typeof standard === 'string') return written;
  const isNumber = typeof standard === 'number' && /^-?\d+(\.\d+)?$/.test(written);
  return isNumber ? Number(written) : undefined;
};

const mistaken = (ko: string, en: string): UserError => new UserError({ ko, en }, MISTAKEN);

const readSetting = (
  line: string,
  known: ReadonlyMap<string, Setting>,
): readonly [string, unknown] => {
  const [name = '', ...rest] = line.split('=');
  const setting = known.get(name);
  if (!setting) {
    const near = nearest(name, [...known.keys()]);
    const [ko, en] = near ? [`. 혹시 ${near}?`, `. Did you mean ${near}?`] : ['', ''];
    throw mistaken(`--set ${name}: 모르는 설정입니다${ko}`, `--set ${name} is no setting${en}`);
  }
  const written = rest.join('=');
  const value = asStandard(written, setting.standard);
  if (value !== undefined && written !== '') return [name, value];
  const example = `--set ${name}=${JSON.stringify(setting.standard)}`;
  throw mistaken(`--set ${line}: ${example}처럼 써 주세요`, `--set ${line}: write ${example}`);
};

/** @throws {UserError} a name or a value that no setting has. */
export const readSettings = (lines: readonly string[], systems: readonly System[]): Settings => {
  const known = settingsOf(systems);
  return Object.fromEntries(lines.map((line) => readSetting(line, known)));
};
