// Where the stores of a business are: a folder of files, a server, or what a `dure.yaml` says of
// each context.

import { resolve } from 'node:path';
import type { BoundedContext, System } from '@dure/domain';
import { UserError } from '../command.ts';
import { deploymentOf } from '../deployment/deployment.ts';
import { nameIn } from '../deployment/environment.ts';
import type { StoreOf } from '../deployment/stores.ts';
import { secretValueOf } from '../environment.ts';
import type { Environment } from '../terminal.ts';

export type Place = {
  /** As it was written, without a password. */
  readonly shown: string;
  readonly storeOf: (context: BoundedContext) => StoreOf;
  /** How many partitions its stores have by the file; nothing, where no file says that. */
  readonly partitions: number | undefined;
};

export type Written = {
  readonly where: string;
  /** Its variables hold the passwords: `DURE_FROM_PASSWORD` goes first for what is copied. */
  readonly environment: Environment;
  readonly isSource: boolean;
  /** Where the command was given. */
  readonly folder: string;
  readonly data: string;
};

const MISTAKEN = 2;

const schemes = ['sqlite', 'postgres', 'postgresql', 'mariadb', 'mysql'];
const schemePattern = /^([a-z]+):/;

const unknownKind = (where: string): UserError => {
  const [scheme = ''] = schemePattern.exec(where) ?? [];
  const all = `${schemes.map((name) => `${name}:`).join(', ')}, dure.yaml`;
  return new UserError(
    {
      ko: `${scheme} 저장소는 없습니다. 폴더를 주거나 이 가운데 하나로 적으세요: ${all}`,
      en: `There is no store of ${scheme} Give a folder, or one of: ${all}`,
    },
    MISTAKEN,
  );
};

const passwordFor = (
  { environment, isSource }: Written,
  context: string,
): (() => string) | undefined => {
  const own = isSource ? ['DURE_FROM_PASSWORD'] : [];
  const names = [...own, `DURE_STORE_PASSWORD_${nameIn(context)}`, 'DURE_STORE_PASSWORD'];
  const found = names.flatMap((name) => secretValueOf(environment, name) ?? [])[0];
  return found === undefined ? undefined : () => found;
};

const shownOf = (where: string): string => {
  if (!URL.canParse(where) || !where.includes('://')) return where;
  const url = new URL(where);
  url.password = '';
  return url.href;
};

/** The variables of a deployment, without those that only a copy knows. */
const withoutOurs = ({ DURE_FROM_PASSWORD: _ours, ...rest }: Environment): Environment => rest;

const inFile = async (written: Written, system: System): Promise<Place> => {
  const { where, folder, data } = written;
  const environment = withoutOurs(written.environment);
  const businesses = [system.name];
  const deployment = await deploymentOf({ file: where, data, folder, environment, businesses });
  const urls = new Map(deployment.parts.map(({ context, store }) => [context, store]));
  const storeOf = (context: BoundedContext): StoreOf => {
    const url = urls.get(context.name) ?? '';
    const password = passwordFor(written, `${system.name}/${context.name}`);
    return { url, business: system.name, context, password };
  };
  return { shown: where, storeOf, partitions: deployment.partitions };
};

/** @throws {UserError} there is no such kind of place, or a mistake in the file. */
export const placeOf = async (written: Written, system: System): Promise<Place> => {
  const { where, folder } = written;
  if (/\.ya?ml$/.test(where)) return inFile(written, system);
  const [, scheme] = schemePattern.exec(where) ?? [];
  if (scheme !== undefined && !schemes.includes(scheme)) throw unknownKind(where);
  const url = scheme === undefined ? `sqlite:${resolve(folder, where)}` : where;
  const storeOf = (context: BoundedContext): StoreOf => {
    const password = passwordFor(written, `${system.name}/${context.name}`);
    return { url, business: system.name, context, password };
  };
  return { shown: shownOf(where), storeOf, partitions: undefined };
};
