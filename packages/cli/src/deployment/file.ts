// `dure.yaml`: where the things of a deployment are. A mistake in it is one line with its place.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import type { Words } from '@dure/domain';
import { UserError } from '../command.ts';
import { nearest } from '../did-you-mean.ts';
import { notYaml } from '../not-yaml.ts';
import { contextKeys, hasPassword, kubernetesKeys, sizeKeys, topKeys } from './values.ts';
import type { Readers, Wrong } from './values.ts';

const MISTAKEN = 2;

/** How many there are of a service, and what each of them is given. */
export type SizeFile = {
  readonly replicas?: number;
  /** Up to so many where there is more to do. */
  readonly replicasMax?: number;
  /** What a replica asks for in a cluster: `500m`, `512Mi`. */
  readonly cpu?: string;
  readonly memory?: string;
  /** How large its volume is, where it has one. */
  readonly disk?: string;
};

export type ContextFile = SizeFile & {
  readonly store?: string;
  readonly port?: number;
  /** Where its replicas listen, if that is not said by their names. */
  readonly urls?: readonly string[];
  /** So many records a replica may be behind before there is another one. */
  readonly lagPerReplica?: number;
  /** As `connections` of the whole deployment. */
  readonly connections?: number;
};

/** What is said of a cluster alone. */
export type KubernetesFile = {
  readonly image?: string;
  readonly namespace?: string;
  /** By which people reach the gateway. */
  readonly hostname?: string;
  /** `ingress:class`, or `gateway:namespace/name`. */
  readonly entry?: string;
  /** The Secret with the certificate of the entry. */
  readonly tls?: string;
  readonly storageClass?: string;
  /** The ConfigMap whose `ca.crt` is trusted beside the certificates that everyone trusts. */
  readonly trust?: string;
  readonly scaler?: 'cpu' | 'keda';
  /** The namespace in which Prometheus runs; without it, nothing is written for it. */
  readonly monitoring?: string;
  /** Where the runbook is found, to which each alarm leads. */
  readonly runbook?: string;
  readonly gateway?: SizeFile;
  /** Of the gateway: sign-in, limits, proxies. */
  readonly environment?: { readonly [name: string]: string };
};

/** What the file says. All of it may be absent. */
export type DeploymentFile = {
  readonly businesses?: readonly string[];
  readonly broker?: string;
  readonly store?: string;
  readonly partitions?: number;
  /** How many a process makes to its server, for turns and again for reads. */
  readonly connections?: number;
  readonly host?: string;
  readonly port?: number;
  /** Where the gateway speaks gRPC, if it does. */
  readonly grpc?: number;
  /** By `business/context`. */
  readonly contexts: { readonly [name: string]: ContextFile };
  readonly kubernetes?: KubernetesFile;
};

/** The keys that lead to a value, from the top of the file. */
export type Place = readonly string[];

/**
 * Where a value is written, for people: `dure.yaml:5: contexts.lodging/payment.port`. Of a list, an
 * item may have a line of its own.
 */
export type PlaceOf = (at: Place, item?: number) => string;

export type Written = { readonly file: DeploymentFile; readonly placeOf: PlaceOf };

/** What is wrong at a place of the file or of the environment. */
export const mistake = (place: string, { ko, en }: Wrong): UserError =>
  new UserError({ ko: `${place} ${ko}`, en: `${place} ${en}` }, MISTAKEN);

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

/** Files are shown to others, kept in repositories, and copied: a secret does not belong there. */
const secretIn = (value: unknown, at: Place): Mistake | undefined => {
  if (typeof value !== 'string' || !hasPassword(value)) return undefined;
  const name = at.includes('broker') ? 'DURE_BROKER_PASSWORD' : 'DURE_STORE_PASSWORD';
  const ko = `비밀번호를 파일에 두지 마세요. 주소에서 빼고 ${name} 또는 ${name}_FILE로 주세요`;
  const en = `holds a password. Take it out, and give it by ${name} or ${name}_FILE`;
  return { at, ko, en };
};

type Keys = {
  readonly readers: Readers;
  /** Those that hold keys of their own, which are read elsewhere. */
  readonly maps?: readonly string[];
};

const readValue = (value: unknown, keys: Keys, at: Place): Mistake | { value: unknown } => {
  const { readers, maps = [] } = keys;
  const key = at.at(-1) ?? '';
  const reader = Object.hasOwn(readers, key) ? readers[key] : undefined;
  if (!reader) return unknownKey(key, [...Object.keys(readers), ...maps], at.slice(0, -1));
  const secret = secretIn(value, at);
  if (secret) return secret;
  const found = reader(value);
  if ('value' in found) return found;
  const { below, ...wrong } = found;
  return { ...wrong, at: below === undefined ? at : [...at, below] };
};

type ReadMap = {
  readonly read: { readonly [key: string]: unknown };
  readonly mistakes: readonly Mistake[];
};

/** What can be read of a map, and what is wrong with the rest. */
const readMap = (map: { readonly [key: string]: unknown }, keys: Keys, at: Place): ReadMap => {
  const read: { [key: string]: unknown } = {};
  const mistakes: Mistake[] = [];
  for (const [key, value] of Object.entries(map)) {
    const found = readValue(value, keys, [...at, key]);
    if ('value' in found) read[key] = found.value;
    else mistakes.push(found);
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
      const found = readMap(value, { readers: contextKeys }, at);
      contexts[name] = found.read;
      mistakes.push(...found.mistakes);
    } else mistakes.push({ ...noMap, at });
  }
  return { contexts, mistakes };
};

/** Where a node of the document lies in its text, if it is there. */
const rangeIn = (document: Document, at: Place): readonly number[] | undefined =>
  (document.getIn(at, true) as { readonly range?: readonly number[] } | undefined)?.range;

const contentOf = (document: Document.Parsed, name: string): unknown => {
  const [error] = document.errors;
  if (error) throw notYaml(name, error);
  try {
    return document.toJS() ?? {};
  } catch (cause) {
    // An alias that nothing has is found now.
    throw notYaml(name, cause);
  }
};

const topLevel: Keys = { readers: topKeys, maps: ['contexts', 'kubernetes'] };

/**
 * Reads the text of a file.
 * @throws {UserError} the first mistake in it, with its line.
 */
export const readDeployment = (written: string, name: string): Written => {
  const lines = new LineCounter();
  const document = parseDocument(written, { lineCounter: lines });
  const placeOf: PlaceOf = (at, item) => {
    const whole = item === undefined ? at : [...at, String(item)];
    // What is missing belongs below what is there.
    const there = whole.map((_, below) => rangeIn(document, whole.slice(0, whole.length - below)));
    const [begins = 0] = there.find((range) => range !== undefined) ?? [];
    return `${name}:${lines.linePos(begins).line}: ${at.join('.')}`.trimEnd();
  };
  const root = contentOf(document, name);
  if (!isMap(root)) throw mistake(`${name}:1:`, noMap);
  const { contexts: given, kubernetes, ...rest } = root;
  const top = readMap(rest, topLevel, []);
  const cluster = readCluster(kubernetes);
  const { contexts, mistakes } = readContexts(given);
  const [first] = [...top.mistakes, ...cluster.mistakes, ...mistakes];
  if (first) throw mistake(placeOf(first.at), first);
  // Each key was read by its reader.
  const file = { ...(top.read as Omit<DeploymentFile, 'contexts'>), ...cluster.read, contexts };
  return { file, placeOf };
};

/** What stands under the last key of a place, or nothing where that is absent. */
const readUnder = (at: Place, of: unknown, keys: Keys): ReadMap => {
  if (of === undefined || of === null) return { read: {}, mistakes: [] };
  if (!isMap(of)) return { read: {}, mistakes: [{ ...noMap, at }] };
  const { read, mistakes } = readMap(of, keys, at);
  return { read: { [at.at(-1) ?? '']: read }, mistakes };
};

const readCluster = (of: unknown): ReadMap => {
  const { gateway: given, ...rest } = isMap(of) ? of : {};
  const gateway = readUnder(['kubernetes', 'gateway'], given, { readers: sizeKeys });
  const keys = { readers: kubernetesKeys, maps: ['gateway'] };
  const cluster = readUnder(['kubernetes'], isMap(of) ? rest : of, keys);
  const { kubernetes } = cluster.read;
  return {
    read: kubernetes ? { kubernetes: { ...kubernetes, ...gateway.read } } : {},
    mistakes: [...cluster.mistakes, ...gateway.mistakes],
  };
};

const isFolder = (file: string): Words => {
  const inIt = join(file, 'dure.yaml');
  const ko = `${file}은(는) 폴더입니다. 파일 이름까지 적어 주세요: ${inIt}`;
  return { ko, en: `${file} is a folder. Name a file: ${inIt}` };
};

const notThere = (file: string): Words => ({
  ko: `${file}: 그런 파일이 없습니다`,
  en: `There is no file ${file}`,
});

const notReadable = (file: string): Words => ({
  ko: `${file} 배치 파일을 읽을 수 없습니다. 읽기 권한을 확인해 주세요`,
  en: `The file of the deployment ${file} cannot be read. Check its permissions`,
});

const byCode: { readonly [code: string]: (file: string) => Words } = {
  EISDIR: isFolder,
  ENOENT: notThere,
  ENOTDIR: notThere,
};

/** No option is named: each command has its own for the file. */
const noFile = (file: string, cause: unknown): UserError => {
  const { code = '' } = Object(cause) as { readonly code?: string }; // What Node throws has a code.
  return new UserError((byCode[code] ?? notReadable)(file), MISTAKEN, { cause });
};

/** @throws {UserError} there is no such file, or there is a mistake in it. */
export const deploymentIn = (file: string): Written => {
  try {
    return readDeployment(readFileSync(file, 'utf8'), file);
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw noFile(file, cause);
  }
};
