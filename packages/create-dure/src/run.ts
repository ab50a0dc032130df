// From the words on the command line to a project, or to a sentence that says why there is none.

import { basename, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { create, inTheWay } from './create.ts';

type Words = { readonly ko: string; readonly en: string };

/** What a process gives its program. */
export type Around = {
  readonly folder: string;
  readonly environment: { readonly [name: string]: string | undefined };
  readonly say: (line: string) => void;
  readonly tell: (line: string) => void;
};

const FAILED = 1;
const MISTAKEN = 2;
const NAMED_MAX = 3;

const help: Words = {
  ko: `npm create dure [폴더] -- [--empty]

작은 사업 하나를 새 프로젝트로 만듭니다. 폴더를 적지 않으면 지금 있는 빈 폴더에 만듭니다.
  --empty   사업 없이 설정 파일만`,
  en: `npm create dure [folder] -- [--empty]

Makes a project of a small business: in the folder, or in the empty one where you are.
  --empty   only what a project needs, and no business yet`,
};

const languageOf = (environment: Around['environment']): 'ko' | 'en' => {
  const named = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return named.toLowerCase().startsWith('ko') ? 'ko' : 'en';
};

const occupied = (folder: string, found: readonly string[]): Words => {
  const some = found.slice(0, NAMED_MAX).join(', ') + (found.length > NAMED_MAX ? ', …' : '');
  return {
    ko: `${folder}이(가) 비어 있지 않습니다 (${some}). 새 폴더를 적어 주세요: npm create dure my-shed`,
    en: `${folder} is not empty (${some}). Name a new folder: npm create dure my-shed`,
  };
};

const nextSteps = (way: string, isEmpty: boolean): Words => {
  const enter = way === '' ? [] : [`  cd ${way}`];
  const lines = (start: string, test: string): readonly string[] =>
    isEmpty ? [] : [`  npm start        ${start}`, `  npm test         ${test}`];
  const before = [...enter, '  npm install'];
  return {
    ko: ['다음:', ...before, ...lines('http://127.0.0.1:8088', '타입, 규칙, 벽')].join('\n'),
    en: ['Next:', ...before, ...lines('http://127.0.0.1:8088', 'types, rules, wall')].join('\n'),
  };
};

type Asked =
  | { readonly is: 'asked'; readonly folder: string; readonly isEmpty: boolean }
  | { readonly is: 'help' }
  | { readonly is: 'mistaken'; readonly why: string };

const read = (args: readonly string[]): Asked => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { empty: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
    const [folder = '.', more] = positionals;
    if (values.help) return { is: 'help' };
    if (more !== undefined) return { is: 'mistaken', why: more };
    return { is: 'asked', folder, isEmpty: values.empty ?? false };
  } catch (cause) {
    // `parseArgs` says in a sentence which word it does not know.
    return { is: 'mistaken', why: cause instanceof Error ? cause.message : String(cause) };
  }
};

/** @returns the exit code: 0 made, 1 not made, 2 not understood. */
export const run = (args: readonly string[], around: Around): number => {
  const language = languageOf(around.environment);
  const asked = read(args);
  if (asked.is === 'help') {
    around.say(help[language]);
    return 0;
  }
  if (asked.is === 'mistaken') {
    around.tell(`${asked.why}\n\n${help[language]}`);
    return MISTAKEN;
  }
  const folder = resolve(around.folder, asked.folder);
  const found = inTheWay(folder);
  if (found.length > 0) {
    around.tell(occupied(asked.folder, found)[language]);
    return FAILED;
  }
  create({ folder, isEmpty: asked.isEmpty });
  around.say(`두레 Dure · ${basename(folder)}\n`);
  around.say(nextSteps(relative(around.folder, folder), asked.isEmpty)[language]);
  return 0;
};
