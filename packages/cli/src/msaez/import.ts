// `dure import`: a wall that was drawn elsewhere becomes contracts and boards to begin with.

import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { draftFiles, importWall, isMsaezWall } from '@dure/wall/msaez';
import type { Draft } from '@dure/wall/msaez';
import { UserError } from '../command.ts';
import type { Run } from '../command.ts';
import type { ImportOptions } from '../command-options.ts';
import type { Terminal } from '../terminal.ts';
import { writing } from '../writing.ts';

const MISTAKEN = 2;

const noFile = (path: string): UserError =>
  new UserError(
    {
      ko: `${path}: 그런 파일이 없습니다. MSAEz에서 내려받은 벽(.json)을 적어 주세요`,
      en: `There is no ${path}. Name a wall that was downloaded from MSAEz (.json)`,
    },
    MISTAKEN,
  );

const noWall = (path: string): UserError =>
  new UserError(
    {
      ko: `${path}은(는) MSAEz의 벽이 아닙니다. elements와 relations가 있는 JSON이어야 합니다`,
      en: `${path} is no wall of MSAEz. It should be JSON with elements and relations`,
    },
    MISTAKEN,
  );

const nothingOnIt = (path: string): UserError =>
  new UserError({
    ko: `${path}에는 서비스(BoundedContext)가 없어서 만들 것이 없습니다`,
    en: `${path} has no BoundedContext, so there is nothing to make`,
  });

const occupied = (folder: string): UserError =>
  new UserError({
    ko: `${folder}이(가) 비어 있지 않습니다. --out으로 다른 폴더를 적어 주세요`,
    en: `${folder} is not empty. Name another folder with --out`,
  });

const readWall = (path: string, file: string): unknown => {
  if (!existsSync(file)) throw noFile(path);
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw noWall(path);
    throw cause;
  }
};

const writeFiles = (folder: string, files: ReadonlyMap<string, string>): void => {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
};

const summary = ({ contexts, odd }: Draft, shown: string) => {
  const some = contexts.length;
  const commands = contexts.flatMap((of) => of.commands).length;
  const events = contexts.flatMap((of) => of.events).length;
  const asked = odd.length;
  const ko = `${shown}: 서비스 ${some}, 명령 ${commands}, 이벤트 ${events}`;
  const en = `${shown}: ${some} contexts, ${commands} commands, ${events} events`;
  return {
    ko: `${ko}. 물어볼 것 ${asked}가지는 IMPORTED.md에 있습니다`,
    en: `${en}. IMPORTED.md has ${asked} questions`,
  };
};

const say = (draft: Draft, terminal: Terminal, shown: string): void => {
  terminal.say(terminal.in(summary(draft, shown)));
  const next = { ko: '다음', en: 'next' };
  terminal.say(`${terminal.in(next)}: dure wall ./${shown}, dure start ./${shown}`);
};

export const importFile: Run<ImportOptions> = async ({ values, operands, terminal, folder }) => {
  const [path = ''] = operands;
  const file = resolve(folder, path);
  const wall = readWall(path, file);
  if (!isMsaezWall(wall)) throw noWall(path);
  const draft = importWall(wall, basename(file, extname(file)));
  if (draft.contexts.length === 0) throw nothingOnIt(path);
  const out = resolve(folder, values.out ?? draft.name);
  const shown = relative(folder, out);
  writing('--out', () => {
    if (existsSync(out) && readdirSync(out).length > 0) throw occupied(shown);
    writeFiles(out, draftFiles(draft, terminal.language));
  });
  say(draft, terminal, shown);
  return 0;
};
