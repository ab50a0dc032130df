// A draft as the files of a project: contracts and boards that compile, and what is left to decide.

import type { Words } from '@dure/domain';
import { boardCode } from './board-code.ts';
import { contractCode } from './contract-code.ts';
import type { Draft } from './draft.ts';
import { camel, pascal } from './names.ts';
import { comment, labelText, objectText } from './write-text.ts';

const title: Words = { ko: '가져온 벽', en: 'An imported wall' };
const intro: Words = {
  ko: '읽지 못했거나 대신 정한 것입니다. 하나씩 보고 고친 뒤 이 파일을 지우세요.',
  en: 'What was not read, or was decided for you. Go through it, mend it, and delete this file.',
};

const reportText = ({ odd }: Draft, language: 'ko' | 'en'): string =>
  [
    `# ${title[language]}`,
    '',
    intro[language],
    '',
    ...new Set(odd.map((one) => `- **${one.where}**: ${one[language]}`)),
    '',
  ].join('\n');

const systemText = ({ name, label, contexts }: Draft): string => {
  const key = contexts.flatMap(({ aggregates }) => aggregates)[0]?.key.name ?? 'caseId';
  const imports = contexts.map(
    (of) => `import { board as ${camel(of.name)}Board } from './${of.name}/board.ts';\n`,
  );
  const members = objectText([
    ['label', labelText(label)],
    ['businessKey', `'${key}'`],
    ['timeZone', `'Asia/Seoul'`],
    ['contexts', `[${contexts.map((of) => `${camel(of.name)}Board`).join(', ')}]`],
  ]);
  const head = `${comment(label.join(' / '))}\n\nimport { system } from '@dure/domain';\n`;
  const constant = `export const ${pascal(name)} = system('${name}', ${members});\n`;
  return `${head}${imports.join('')}
${constant}`;
};

/** The files of a draft, by their paths. */
export const draftFiles = (draft: Draft, language: 'ko' | 'en'): ReadonlyMap<string, string> =>
  new Map([
    ['system.ts', systemText(draft)],
    ...draft.contexts.flatMap((context) => [
      [`${context.name}/contract.ts`, contractCode(draft, context)] as const,
      [`${context.name}/board.ts`, boardCode(draft, context)] as const,
    ]),
    ['IMPORTED.md', reportText(draft, language)],
  ]);
