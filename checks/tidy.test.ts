// The rules of STYLE.md that a machine can hold, and for each what it must catch.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isCode, textFiles } from './sources.ts';
import * as comments from './tidy-comments.ts';
import * as syntax from './tidy-syntax.ts';
import * as text from './tidy-text.ts';
import type { Rule } from './tidy-text.ts';

const files = textFiles();

const holds = (rule: Rule) => () => assert.deepEqual(files.flatMap(rule), []);

const catches = (rule: Rule, path: string, ...lines: readonly string[]) =>
  assert.equal(rule({ path, text: `${lines.join('\n')}\n` }).length, 1, lines.join('\n'));

const passes = (rule: Rule, path: string, ...lines: readonly string[]) =>
  assert.deepEqual(rule({ path, text: `${lines.join('\n')}\n` }), []);

const board = 'systems/inn/desk/board.ts';
const vocabulary = 'packages/domain/src/notes.ts';
const kernel = 'packages/kernel/src/turn.ts';
const test = 'packages/kernel/src/turn.test.ts';
const statements = (count: number) => Array.from({ length: count }, () => '  a += 1;');

it('more than nothing was read', () => assert.ok(files.filter(isCode).length > 10));

describe('lines', () => {
  it('have at most 100 columns', holds(text.longLine));
  it('of 101 columns are caught, in code only', () => {
    catches(text.longLine, kernel, 'x'.repeat(101));
    passes(text.longLine, kernel, 'x'.repeat(100), '두'.repeat(100));
    passes(text.longLine, 'README.md', 'x'.repeat(101));
  });

  it('do not end in whitespace', holds(text.trailingWhitespace));
  it('that do are caught', () => {
    catches(text.trailingWhitespace, kernel, 'x ');
    catches(text.trailingWhitespace, 'README.md', 'x\t');
  });

  it('name no machine and no registry', holds(text.machineDetail));
  it('that do are caught', () => {
    catches(text.machineDetail, 'a.md', ['see ', 'work', 'main'].join('/'));
    catches(text.machineDetail, 'a.md', ['see ', 'home', 'anna', 'dure'].join('/'));
    catches(text.machineDetail, '.npmrc', ['registry', 'npmjs', 'org'].join('.'));
    catches(text.machineDetail, 'package-lock.json', ['"resolved"', '"https://a/b"'].join(': '));
    passes(text.machineDetail, 'a.md', 'patchwork/main and /works/1 and /home');
  });
});

describe('files', () => {
  it('have at most 300 lines, tests 500', holds(text.longFile));
  it('with more are caught', () => {
    catches(text.longFile, kernel, ...statements(301));
    catches(text.longFile, test, ...statements(501));
    passes(text.longFile, kernel, ...statements(300));
    passes(text.longFile, test, ...statements(500));
  });

  it('are named in kebab case', holds(text.oddFileName));
  it('that are not are caught', () => {
    catches(text.oddFileName, 'packages/kernel/src/turnTaker.ts');
    catches(text.oddFileName, 'packages/Kernel/src/turn.ts');
    passes(text.oddFileName, 'packages/store-sqlite/src/group-commit.slow.test.ts');
  });
});

describe('comments', () => {
  it('are no banners', holds(comments.banner));
  it('that are banners are caught', () => {
    catches(comments.banner, kernel, '// ---- Turns');
    catches(comments.banner, kernel, '/* ==========', '   Turns */');
    passes(comments.banner, kernel, '/**', ' * | a    | b |', ' * | ---- | - |', ' */');
    passes(comments.banner, kernel, '// Turns - and what waits for them -- are serial.');
  });

  it('promise no work without an issue', holds(comments.promiseWithoutIssue));
  it('that do are caught', () => {
    catches(comments.promiseWithoutIssue, kernel, '// TODO make it faster.');
    catches(comments.promiseWithoutIssue, kernel, '/** Slow.', ' * FIXME soon. */');
    passes(comments.promiseWithoutIssue, kernel, '// TODO(#12) make it faster.');
  });

  it('hold no code', holds(comments.commentedOutCode));
  it('that hold code are caught', () => {
    catches(comments.commentedOutCode, kernel, '// commit(turn);');
    catches(comments.commentedOutCode, kernel, '// Left over.', '// const turn = next();');
    catches(comments.commentedOutCode, kernel, '// if (isDue) {', '//   commit(turn);', '// }');
    catches(comments.commentedOutCode, kernel, "// import { a } from './a.ts';");
    catches(comments.commentedOutCode, kernel, '/* return turn; */');
  });
  it('that are sentences are left alone', () => {
    passes(comments.commentedOutCode, kernel, '// Serial.', '// A turn is (nearly) free; see it.');
    passes(comments.commentedOutCode, kernel, '// region turns', '// @ts-expect-error No cast.');
    passes(comments.commentedOutCode, kernel, '/** For example `commit(turn);`', ' * commit(); */');
  });
});

describe('functions', () => {
  it('have at most 40 lines', holds(syntax.longFunction));
  it('with more are caught', () => {
    catches(syntax.longFunction, kernel, 'function turn(a) {', ...statements(39), '}');
    catches(syntax.longFunction, kernel, 'const turn = (a) => {', ...statements(39), '};');
    catches(syntax.longFunction, kernel, 'class T {', 'turn(a) {', ...statements(39), '}', '}');
    catches(syntax.longFunction, test, "it('turns', () => {", ...statements(39), '});');
    passes(syntax.longFunction, kernel, 'function turn(a) {', ...statements(38), '}');
  });
  it('that only list tests are left alone', () => {
    const short = ["it('turns', () => {", ...statements(20), '});'];
    passes(syntax.longFunction, test, "describe('a turn', () => {", ...short, ...short, '});');
    passes(syntax.longFunction, test, 'function proves(a) {', ...short, ...short, '}');
  });
});

describe('domain code', () => {
  it('goes with the types', holds(syntax.unsafeType));
  it('that goes round them is caught', () => {
    catches(syntax.unsafeType, board, 'const a: any = b;');
    catches(syntax.unsafeType, board, 'const a = b as C;');
    catches(syntax.unsafeType, board, 'const a = b!;');
    catches(syntax.unsafeType, vocabulary, 'const a: any = b;');
    passes(syntax.unsafeType, vocabulary, 'const a = b as C;');
    passes(syntax.unsafeType, board, 'const a = [1] as const;');
    passes(syntax.unsafeType, 'systems/inn/desk/board.test.ts', 'const a = b as C;');
  });

  it('sees no clock and no chance', holds(syntax.clockOrChance));
  it('that does is caught', () => {
    catches(syntax.clockOrChance, board, 'const a = Date.now();');
    catches(syntax.clockOrChance, board, 'const a = new Date();');
    catches(syntax.clockOrChance, vocabulary, 'const a = Math.random();');
    passes(syntax.clockOrChance, board, 'const a = new Date(0);');
    passes(syntax.clockOrChance, kernel, 'const a = Date.now();');
  });

  it('refuses, and does not throw', holds(syntax.thrownInBusiness));
  it('that throws is caught', () => {
    catches(syntax.thrownInBusiness, board, "throw new Error('taken');");
    passes(syntax.thrownInBusiness, vocabulary, "throw new Error('corrupt');");
  });

  it('has no classes', holds(syntax.classInBusiness));
  it('that has one is caught', () => {
    catches(syntax.classInBusiness, board, 'class Room {}');
    passes(syntax.classInBusiness, vocabulary, 'class CorruptStream extends Error {}');
  });
});

describe('modules', () => {
  it('export by name', holds(syntax.defaultExport));
  it('that do not are caught', () => {
    catches(syntax.defaultExport, kernel, 'export default 1;');
    passes(syntax.defaultExport, 'web/vite.config.ts', 'export default 1;');
  });

  it('hold only syntax that can be stripped', holds(syntax.syntaxThatStays));
  it('that hold other syntax are caught', () => {
    catches(syntax.syntaxThatStays, kernel, 'enum Colour { blue }');
    catches(syntax.syntaxThatStays, kernel, 'namespace Turns { export const a = 1; }');
    catches(syntax.syntaxThatStays, kernel, 'class T { constructor(private a: string) {} }');
    passes(syntax.syntaxThatStays, kernel, 'declare global { interface A {} }');
  });

  it('name types for what they are', holds(syntax.idleWord));
  it('that do not are caught', () => {
    catches(syntax.idleWord, kernel, 'class TurnManager {}');
    catches(syntax.idleWord, kernel, 'interface ITurn {}');
    catches(syntax.idleWord, kernel, 'type TurnDto = {};');
    passes(syntax.idleWord, kernel, 'interface Idempotency {}', 'type Turn = {};');
  });
});

describe('tests', () => {
  it('state facts', holds(syntax.wishInTestName));
  it('that state wishes are caught', () => {
    const wish = 'should';
    catches(syntax.wishInTestName, test, `it('${wish} turn', () => {});`);
    catches(syntax.wishInTestName, test, `describe(\`it ${wish} \${turn}\`, () => {});`);
    passes(syntax.wishInTestName, test, `it('turns', () => { a('${wish}'); });`);
  });

  it('let the others run', holds(syntax.lonelyTest));
  it('that do not are caught', () => {
    catches(syntax.lonelyTest, test, `it.only('turns', () => {});`);
    passes(syntax.lonelyTest, test, `it.skip('turns', () => {});`);
  });
});
