// What the environment says of a deployment, as the twelve factors have it (https://12factor.net):
// each value of the file by a name of its own. Secrets come from here alone, or from a file that is
// named here.

import { readFileSync } from 'node:fs';
import { secretOf, SECRET_BYTES_MIN } from '@dure/services';
import type { Secret } from '@dure/services';
import { UserError } from '../command.ts';
import type { ContextFile, DeploymentFile } from './file.ts';
import { readDeployment } from './file.ts';

const MISTAKEN = 2;

export type Environment = { readonly [name: string]: string | undefined };

/** `lodging/payment` is `LODGING_PAYMENT` in the names of the environment. */
export const nameIn = (context: string): string =>
  context.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');

/** A value, or what is in the file that `NAME_FILE` names. */
export const secretValueOf = (environment: Environment, name: string): string | undefined => {
  const file = environment[`${name}_FILE`];
  if (file === undefined) return environment[name] || undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    const ko = `${name}_FILE이 가리키는 ${file}을(를) 읽을 수 없습니다`;
    throw new UserError({ ko, en: `${file}, named by ${name}_FILE, cannot be read` }, 1, { cause });
  }
};

/** Values in the environment are read as those of the file are. */
const lineOf = (key: string, value: string | undefined): string =>
  value === undefined ? '' : `${key}: ${/^\d+$/.test(value) ? value : JSON.stringify(value)}\n`;

const listOf = (value: string | undefined): string | undefined =>
  value === undefined ? undefined : JSON.stringify(value.split(','));

const top = ['broker', 'store', 'partitions', 'host', 'port'] as const;

const contextIn = (environment: Environment, context: string): ContextFile => {
  const suffix = nameIn(context);
  const given = (key: string) => secretValueOf(environment, `DURE_${key}_${suffix}`);
  const urls = listOf(given('URLS'));
  const lines = [
    lineOf('    store', given('STORE')),
    lineOf('    replicas', given('REPLICAS')),
    lineOf('    port', given('PORT')),
    urls === undefined ? '' : `    urls: ${urls}\n`,
  ].join('');
  if (lines === '') return {};
  const written = `contexts:\n  ${context}:\n${lines}`;
  return readDeployment(written, `DURE_…_${suffix}`).contexts[context] ?? {};
};

/** The environment goes before the file. */
export const withEnvironment = (
  file: DeploymentFile,
  environment: Environment,
  contexts: readonly string[],
): DeploymentFile => {
  const lines = top.map((key) =>
    lineOf(key, secretValueOf(environment, `DURE_${key.toUpperCase()}`)),
  );
  const given = readDeployment(lines.join(''), 'DURE_…');
  const each = contexts.map(
    (name) => [name, { ...file.contexts[name], ...contextIn(environment, name) }] as const,
  );
  return { ...file, ...given, contexts: { ...file.contexts, ...Object.fromEntries(each) } };
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
