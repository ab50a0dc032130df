// `dure.yaml`: where the things of a deployment are. A mistake in it is one line with its place.

import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { UserError } from '../command.ts';
import { nearest } from '../did-you-mean.ts';

const MISTAKEN = 2;
const PORT_MAX = 65_535;
const PARTITIONS_MAX = 1_024;
const REPLICAS_MAX = 64;

export type ContextFile = {
  readonly store?: string;
  readonly replicas?: number;
  readonly port?: number;
  /** Where its replicas listen, if that is not said by their names. */
  readonly urls?: readonly string[];
};

/** What the file says. All of it may be absent. */
export type DeploymentFile = {
  readonly businesses?: readonly string[];
  readonly broker?: string;
  readonly store?: string;
  readonly partitions?: number;
  readonly host?: string;
  readonly port?: number;
  /** By `business/context`. */
  readonly contexts: { readonly [name: string]: ContextFile };
};

/** What is wrong with a value, and what it should be. */
type Wrong = { readonly ko: string; readonly en: string };
type Read<T> = (value: unknown) => { readonly value: T } | Wrong;

const text: Read<string> = (value) =>
  typeof value === 'string' && value !== ''
    ? { value }
    : { ko: '글이어야 합니다', en: 'must be a text' };

const numberUpTo =
  (max: number): Read<number> =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max
      ? { value }
      : {
          ko: `1부터 ${max}까지의 정수여야 합니다`,
          en: `must be a whole number from 1 to ${max}`,
        };

const listOfTexts: Read<readonly string[]> = (value) =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string')
    ? { value }
    : { ko: '글의 목록이어야 합니다', en: 'must be a list of texts' };

const schemes = {
  store: ['sqlite', 'postgres', 'postgresql', 'mariadb', 'mysql'],
  broker: ['kafka'],
} as const;

const url =
  (of: keyof typeof schemes, words: readonly string[] = []): Read<string> =>
  (value) => {
    const scheme = typeof value === 'string' ? /^([a-z]+):/.exec(value)?.[1] : undefined;
    const known: readonly string[] = schemes[of];
    if (typeof value === 'string' && (words.includes(value) || known.includes(scheme ?? '')))
      return { value };
    const all = [...words, ...known.map((name) => `${name}://…`)].join(', ');
    return { ko: `다음 가운데 하나여야 합니다: ${all}`, en: `must be one of ${all}` };
  };

const contextKeys = {
  store: url('store'),
  replicas: numberUpTo(REPLICAS_MAX),
  port: numberUpTo(PORT_MAX),
  urls: listOfTexts,
};

const keys = {
  businesses: listOfTexts,
  broker: url('broker', ['log']),
  store: url('store'),
  partitions: numberUpTo(PARTITIONS_MAX),
  host: text,
  port: numberUpTo(PORT_MAX),
};

type Place = readonly (string | number)[];
type Mistake = Wrong & { readonly at: Place };

const isMap = (of: unknown): of is { readonly [key: string]: unknown } =>
  typeof of === 'object' && of !== null && !Array.isArray(of);

const unknownKey = (key: string, known: readonly string[], at: Place): Mistake => {
  const near = nearest(key, known);
  const all = known.join(', ');
  return {
    at: [...at, key],
    ko: `모르는 항목입니다. ${near ? `혹시 ${near}?` : `쓸 수 있는 것: ${all}`}`,
    en: `is not known. ${near ? `Did you mean ${near}?` : `There are: ${all}`}`,
  };
};

type Readers = { readonly [key: string]: Read<unknown> };

/** What can be read of a map, and what is wrong with the rest. */
const readMap = (
  map: { readonly [key: string]: unknown },
  readers: Readers,
  at: Place,
): {
  readonly read: { readonly [key: string]: unknown };
  readonly mistakes: readonly Mistake[];
} => {
  const read: { [key: string]: unknown } = {};
  const mistakes: Mistake[] = [];
  for (const [key, value] of Object.entries(map)) {
    const reader = Object.hasOwn(readers, key) ? readers[key] : undefined;
    if (!reader) {
      mistakes.push(unknownKey(key, Object.keys(readers), at));
      continue;
    }
    const found = reader(value);
    if ('value' in found) read[key] = found.value;
    else mistakes.push({ ...found, at: [...at, key] });
  }
  return { read, mistakes };
};

const noMap: Wrong = { ko: '항목과 값이어야 합니다', en: 'must have keys and values' };

const readContexts = (of: unknown) => {
  const contexts: { [name: string]: ContextFile } = {};
  const mistakes: Mistake[] = [];
  if (of === undefined || of === null) return { contexts, mistakes };
  if (!isMap(of)) return { contexts, mistakes: [{ ...noMap, at: ['contexts'] }] };
  for (const [name, value] of Object.entries(of)) {
    const at = ['contexts', name];
    if (!/^[^/\s]+\/[^/\s]+$/.test(name)) {
      const ko = '이름은 사업/서비스 꼴이어야 합니다. 예: lodging/payment';
      mistakes.push({ at, ko, en: 'must be named business/context, such as lodging/payment' });
    } else if (isMap(value)) {
      const found = readMap(value, contextKeys, at);
      contexts[name] = found.read;
      mistakes.push(...found.mistakes);
    } else mistakes.push({ ...noMap, at });
  }
  return { contexts, mistakes };
};

const refuse = (file: string, where: string, { ko, en }: Wrong): never => {
  throw new UserError({ ko: `${file}${where} ${ko}`, en: `${file}${where} ${en}` }, MISTAKEN);
};

/**
 * Reads the text of a file.
 * @throws {UserError} the first mistake in it, with its line.
 */
export const readDeployment = (written: string, file: string): DeploymentFile => {
  const lines = new LineCounter();
  const document = parseDocument(written, { lineCounter: lines });
  const lineOf = (at: Place): number => {
    const node = document.getIn(at, true) as { readonly range?: readonly number[] } | undefined;
    return lines.linePos(node?.range?.[0] ?? 0).line;
  };
  const [error] = document.errors;
  if (error) {
    const [en = ''] = error.message.split('\n');
    refuse(file, `:${error.linePos?.[0].line ?? 1}:`, { ko: `YAML을 읽을 수 없습니다: ${en}`, en });
  }
  const root: unknown = document.toJS() ?? {};
  if (!isMap(root)) return refuse(file, ':1:', noMap);
  const { contexts: given, ...rest } = root;
  const top = readMap(rest, { ...keys }, []);
  const { contexts, mistakes } = readContexts(given);
  for (const mistake of [...top.mistakes, ...mistakes]) {
    refuse(file, `:${lineOf(mistake.at)}: ${mistake.at.join('.')}`, mistake);
  }
  // Each key was read by its reader.
  return { ...(top.read as Omit<DeploymentFile, 'contexts'>), contexts };
};

/** @throws {UserError} there is no such file, or there is a mistake in it. */
export const deploymentIn = (file: string): DeploymentFile => {
  try {
    return readDeployment(readFileSync(file, 'utf8'), file);
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const ko = `${file} 파일을 읽을 수 없습니다. --file로 다른 파일을 고르세요`;
    const en = `${file} cannot be read. Choose another file with --file`;
    throw new UserError({ ko, en }, MISTAKEN, { cause });
  }
};
