// What the environment says of a deployment, as the twelve factors have it (https://12factor.net):
// each value of the file by a name of its own. Secrets come from here alone, or from a file that is
// named here.

import { secretOf, SECRET_BYTES_MIN } from '@dure/services';
import type { Secret } from '@dure/services';
import { UserError } from '../command.ts';
import { nearest } from '../did-you-mean.ts';
import { secretValueOf } from '../environment.ts';
import type { Environment } from '../terminal.ts';
import type { ContextFile, DeploymentFile } from './file.ts';
import { mistake } from './file.ts';
import { contextKeys, topKeys } from './values.ts';
import type { Readers, Wrong } from './values.ts';

const MISTAKEN = 2;

/** `lodging/payment` is `LODGING_PAYMENT` in the names of the environment. */
export const nameIn = (context: string): string =>
  context.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');

const topNames = ['broker', 'store', 'partitions', 'connections', 'host', 'port', 'grpc'] as const;
const contextNames = ['store', 'replicas', 'port', 'urls', 'connections'] as const;
const passwords = ['DURE_STORE_PASSWORD', 'DURE_BROKER_PASSWORD'];

/** A text of the environment as the file would have it. */
const valueOf = (key: string, text: string): unknown => {
  if (key === 'urls') return text.split(',').map((url) => url.trim());
  return /^\d+$/.test(text) ? Number(text) : text;
};

type Found = { readonly [key: string]: unknown };

/**
 * The values that the environment has, each by the name that belongs to its key.
 * @throws {UserError} one that cannot be read, with the name of its variable.
 */
const valuesIn = (
  environment: Environment,
  readers: Readers,
  names: ReadonlyMap<string, string>,
): Found => {
  const found: { [key: string]: unknown } = {};
  for (const [key, name] of names) {
    const text = secretValueOf(environment, name);
    const reader = readers[key];
    if (text === undefined || !reader) continue;
    const read = reader(valueOf(key, text));
    if (!('value' in read)) throw mistake(name, read);
    found[key] = read.value;
  }
  return found;
};

const variableOf = (key: string, context?: string): string =>
  ['DURE', key.toUpperCase(), ...(context === undefined ? [] : [nameIn(context)])].join('_');

const contextIn = (environment: Environment, context: string): ContextFile => {
  const names = new Map(contextNames.map((key) => [key, variableOf(key, context)]));
  return valuesIn(environment, contextKeys, names);
};

/** The environment goes before the file. */
export const withEnvironment = (
  file: DeploymentFile,
  environment: Environment,
  contexts: readonly string[],
): DeploymentFile => {
  const names = new Map(topNames.map((key) => [key, variableOf(key)]));
  const given = valuesIn(environment, topKeys, names);
  const each = contexts.map(
    (name) => [name, { ...file.contexts[name], ...contextIn(environment, name) }] as const,
  );
  return { ...file, ...given, contexts: { ...file.contexts, ...Object.fromEntries(each) } };
};

/** Names of variables of a deployment, and what they begin with. */
const ofContext = /^DURE_(?:STORE_PASSWORD|STORE|REPLICAS|PORT|URLS|CONNECTIONS)_/;

const variablesOf = (context: string): readonly string[] => [
  ...contextNames.map((key) => variableOf(key, context)),
  `DURE_STORE_PASSWORD_${nameIn(context)}`,
];

type Known = {
  readonly contexts: readonly string[];
  /** Businesses whose contexts are not known here. */
  readonly others: readonly string[];
};

/** Kubernetes gives such names to every container, where a service is called `dure`. */
const isOfKubernetes = (name: string): boolean => /^DURE_PORT_\d+_(?:TCP|UDP)/.test(name);

/**
 * A mistyped name would be passed over without a word, and something else would run.
 * @throws {UserError} a variable that belongs to no context, or is nearly one of the others.
 */
export const checkVariables = (environment: Environment, { contexts, others }: Known): void => {
  const top = [...topNames.map((key) => variableOf(key)), ...passwords, 'DURE_SECRET'];
  const known = [...top, ...contexts.flatMap(variablesOf)];
  const elsewhere = others.map((business) => `${nameIn(business)}_`);
  for (const written of Object.keys(environment)) {
    const name = written.replace(/_FILE$/, '');
    if (!name.startsWith('DURE_') || known.includes(name) || isOfKubernetes(name)) continue;
    const [begin = ''] = ofContext.exec(name) ?? [];
    if (elsewhere.some((other) => name.slice(begin.length).startsWith(other))) continue;
    checkOther(written, begin, { near: nearest(name, known), contexts });
  }
};

type Near = { readonly near: string | undefined; readonly contexts: readonly string[] };

/** Other programs may have names like ours, as long as they are not nearly the same. */
const checkOther = (written: string, begin: string, { near, contexts }: Near): void => {
  if (begin !== '' || near !== undefined) throw mistake(written, noVariable(near, contexts));
};

const noVariable = (near: string | undefined, contexts: readonly string[]): Wrong => {
  const all = contexts.map(nameIn).join(', ');
  return {
    ko: `이 배치에 없는 이름입니다. ${near ? `혹시 ${near}?` : `있는 것: ${all}`}`,
    en: `belongs to nothing here. ${near ? `Did you mean ${near}?` : `There are: ${all}`}`,
  };
};

/**
 * The secret by which the services of a deployment know each other.
 * @throws {UserError} there is none, or a short one.
 */
export const secretIn = (environment: Environment): Secret => {
  const found = secretValueOf(environment, 'DURE_SECRET');
  if (found !== undefined && found.length >= SECRET_BYTES_MIN) return secretOf(found);
  const make = 'DURE_SECRET=$(openssl rand -base64 48)';
  throw new UserError(
    {
      ko: [
        `서비스끼리 서로를 알아볼 비밀이 없거나 ${SECRET_BYTES_MIN}자보다 짧습니다.`,
        `모든 프로세스에 같은 것을 주세요: ${make} (또는 DURE_SECRET_FILE)`,
      ].join(' '),
      en: [
        'There is no secret by which the services know each other,',
        `or it is shorter than ${SECRET_BYTES_MIN} characters.`,
        `Give all processes the same one: ${make} (or DURE_SECRET_FILE)`,
      ].join(' '),
    },
    MISTAKEN,
  );
};
