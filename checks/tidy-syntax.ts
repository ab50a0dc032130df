// What code may not contain. Each rule returns what is wrong, with the line.

import {
  childOf,
  isCode,
  isTest,
  nodesIn,
  syntaxOf,
  type Node,
  type SourceFile,
} from './sources.ts';
import type { Rule } from './tidy-text.ts';

const functionLinesMax = 40;
const isFunction = /^((Arrow)?Function(Expression|Declaration)|(Object|Class(Private)?)Method)$/;
const groups = new Set(['describe', 'suite']);
const cases = new Set(['it', 'test']);
const idleWays = new Set(['skip', 'todo']);
const idleName = /(Handler|Manager|Service|Utils?|Dto|DTO|Impl)$|^I[A-Z][a-z]/;

/** Groups of tests are tables of contents: no test counts for what holds it. */
export const longFunction: Rule = (file) => {
  const { nodes } = treeOf(file);
  const bodiesOfGroups = new Set(nodes.filter(isGroup).flatMap(argumentsOf));
  return nodes
    .filter((node) => isFunction.test(node.type) && !bodiesOfGroups.has(node))
    .map((node) => ({ node, lines: linesOf(node) - linesOfTestsIn(node) }))
    .filter(({ lines }) => lines > functionLinesMax)
    .map(({ node, lines }) => at(file, node, `is a function of ${lines} lines`));
};

export const unsafeType: Rule = (file) => {
  if (!isDomainCode(file)) return [];
  const unsafe = new Set(['TSAnyKeyword', 'TSNonNullExpression', 'TSTypeAssertion']);
  const isWrong = (node: Node) =>
    unsafe.has(node.type) || (isBusiness(file) && node.type === 'TSAsExpression' && !isConst(node));
  return nodesWhere(file, isWrong, 'goes round the types');
};

export const clockOrChance: Rule = (file) => {
  if (!isDomainCode(file)) return [];
  const isWrong = (node: Node) =>
    isMember(node, 'Date', 'now') ||
    isMember(node, 'Math', 'random') ||
    (isCallOf(node, 'Date') && argumentsOf(node).length === 0);
  return nodesWhere(file, isWrong, 'reads a clock or throws dice');
};

export const thrownInBusiness: Rule = (file) =>
  isBusiness(file)
    ? nodesWhere(file, ({ type }) => type === 'ThrowStatement', 'throws instead of refusing')
    : [];

export const classInBusiness: Rule = (file) =>
  isBusiness(file)
    ? nodesWhere(file, ({ type }) => /^Class(Declaration|Expression)$/.test(type), 'is a class')
    : [];

export const defaultExport: Rule = (file) =>
  /\.config\.(ts|mjs|js)$/.test(file.path)
    ? []
    : nodesWhere(file, ({ type }) => type === 'ExportDefaultDeclaration', 'is a default export');

export const syntaxThatStays: Rule = (file) => {
  const stays = new Set(['TSEnumDeclaration', 'TSParameterProperty', 'Decorator']);
  const isNamespace = (node: Node) =>
    node.type === 'TSModuleDeclaration' && node['kind'] === 'namespace';
  return nodesWhere(
    file,
    (node) => stays.has(node.type) || isNamespace(node),
    'is an enum, a namespace, a parameter property or a decorator',
  );
};

export const wishInTestName: Rule = (file) => {
  const isWrong = (node: Node) =>
    isTestCall(node) && /\bshould\b/i.test(wordsOf(argumentsOf(node)[0]));
  return nodesWhere(file, isWrong, 'is a wish, not a fact: "should"');
};

export const lonelyTest: Rule = (file) => {
  const isWrong = (node: Node) =>
    node.type === 'CallExpression' &&
    [...groups, ...cases].some((name) => isMember(childOf(node, 'callee'), name, 'only'));
  return nodesWhere(file, isWrong, 'keeps the other tests from running');
};

export const idleWord: Rule = (file) => {
  const declares = /^(Class|TSInterface|TSTypeAlias)Declaration$/;
  const isWrong = (node: Node) =>
    declares.test(node.type) && idleName.test(nameOf(childOf(node, 'id')));
  return nodesWhere(file, isWrong, 'is named for a pattern, not for what it is');
};

const treeOf = (file: SourceFile) => (isCode(file) ? syntaxOf(file) : { nodes: [] });

function nodesWhere(
  file: SourceFile,
  isWrong: (node: Node) => boolean,
  what: string,
): readonly string[] {
  return treeOf(file)
    .nodes.filter(isWrong)
    .map((node) => at(file, node, what));
}

const at = ({ path }: SourceFile, { loc }: Node, what: string) =>
  `${path}:${loc.start.line} ${what}`;

const isBusiness = (file: SourceFile) => file.path.startsWith('systems/') && !isTest(file);

const isDomainCode = (file: SourceFile) =>
  isBusiness(file) || (file.path.startsWith('packages/domain/src/') && !isTest(file));

const linesOf = ({ loc }: Node) => loc.end.line - loc.start.line + 1;

const linesOfTestsIn = (node: Node): number =>
  outermost(nodesIn(node).filter(isTestCall)).reduce((sum, call) => sum + linesOf(call), 0);

/** Nodes come before what they hold, so a node inside of an earlier one ends before that one. */
function outermost(nodes: readonly Node[]): readonly Node[] {
  const found: Node[] = [];
  for (const node of nodes) {
    const last = found.at(-1);
    if (last === undefined || node.loc.end.line > last.loc.end.line) found.push(node);
  }
  return found;
}

const isGroup = (node: Node) => [...groups].some((name) => isCallOf(node, name));

/** `it(…)`, `describe(…)`, and with an attribute, as in `it.skip(…)`. */
const isTestCall = (node: Node): boolean =>
  [...groups, ...cases].some(
    (name) =>
      isCallOf(node, name) ||
      (node.type === 'CallExpression' &&
        nameOf(childOf(childOf(node, 'callee') ?? node, 'object')) === name),
  );

/** The names of the tests that run, and of the groups that hold one. */
export const namesOfTests = (file: SourceFile): readonly string[] => {
  const calls = treeOf(file).nodes.filter(isTestCall);
  const idle = new Set(calls.filter(isPassedOver).flatMap(nodesIn));
  const isRun = (node: Node) => isTestCall(node) && !idle.has(node) && !isGroup(node);
  const running = calls.filter((call) => nodesIn(call).some(isRun));
  return running.map((call) => wordsOf(argumentsOf(call)[0]));
};

/** By its attribute, as in `it.skip(…)`, or by its options, as in `it(name, { skip: true }, …)`. */
const isPassedOver = (call: Node): boolean => {
  const attribute = childOf(childOf(call, 'callee') ?? call, 'property');
  const options = argumentsOf(call).filter(({ type }) => type === 'ObjectExpression');
  const keys = options
    .flatMap(({ properties }) => nodesOf(properties))
    .map((of) => childOf(of, 'key'));
  return [attribute, ...keys].some((of) => idleWays.has(nameOf(of)));
};

const isCallOf = (node: Node, name: string) =>
  /^(Call|New)Expression$/.test(node.type) && nameOf(childOf(node, 'callee')) === name;

const isMember = (node: Node | undefined, object: string, property: string) =>
  node?.type === 'MemberExpression' &&
  nameOf(childOf(node, 'object')) === object &&
  nameOf(childOf(node, 'property')) === property;

const isConst = (node: Node) => {
  const type = childOf(node, 'typeAnnotation');
  return type !== undefined && nameOf(childOf(type, 'typeName')) === 'const';
};

const nameOf = (node: Node | undefined): string =>
  node?.type === 'Identifier' ? String(node['name']) : '';

const argumentsOf = (node: Node): readonly Node[] => nodesOf(node['arguments']);

/** What a node holds as a list. */
const nodesOf = (list: unknown): readonly Node[] =>
  Array.isArray(list) ? (list as readonly Node[]) : [];

/** The words of a string, or of a template without what is filled in. */
function wordsOf(node: Node | undefined): string {
  if (node?.type === 'StringLiteral') return String(node['value']);
  return nodesIn(node?.['quasis'])
    .map(({ value }) => JSON.stringify(value))
    .join(' ');
}
