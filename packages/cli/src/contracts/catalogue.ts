// `dure contracts catalogue`: pages of what is published, a search by field, and what catalogues
// of others read.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  backstageFile,
  cataloguePages,
  eventCatalogFiles,
  fieldsNamed,
  recordOf,
} from '@dure/wall/contracts';
import type { ContractRecord } from '@dure/wall/contracts';
import { chosenBusinesses } from '../choose.ts';
import type { Given } from '../command.ts';
import type { ContractsOptions } from '../command-options.ts';
import { nearest } from '../did-you-mean.ts';
import { writing } from '../writing.ts';
import { versionHere } from './publish.ts';

type Files = ReadonlyMap<string, string>;

const filesOf: {
  readonly [F in ContractsOptionsFor]: (record: ContractRecord, owner: string) => Files;
} = {
  pages: (record) =>
    new Map([...cataloguePages(record)].map(([path, text]) => [join(record.business, path), text])),
  eventcatalog: eventCatalogFiles,
  backstage: (record, owner) =>
    new Map([[join(record.business, 'catalog-info.yaml'), backstageFile(record, owner)]]),
};

type ContractsOptionsFor = 'pages' | 'eventcatalog' | 'backstage';

export const catalogue = async (given: Given<ContractsOptions>): Promise<number> => {
  const { values, operands, folder, terminal } = given;
  const businesses = await chosenBusinesses(operands.slice(1), folder);
  const version = values.version ?? versionHere(folder);
  const records: ContractRecord[] = [];
  for (const business of businesses) records.push(recordOf(await business.load(), version));
  if (values.field !== undefined) return search(given, records, values.field);
  const { owner } = values;
  const files = new Map(
    records.flatMap((record) => [...filesOf[values.for](record, owner ?? record.business)]),
  );
  writing('--into', () => {
    for (const [path, text] of files) {
      const at = resolve(folder, values.into, path);
      mkdirSync(dirname(at), { recursive: true });
      writeFileSync(at, text);
    }
  });
  terminal.say(
    terminal.in({
      ko: `${values.into}에 ${files.size}개 파일을 썼습니다`,
      en: `Wrote ${files.size} files to ${values.into}`,
    }),
  );
  return 0;
};

const search = (
  { terminal }: Given<ContractsOptions>,
  records: readonly ContractRecord[],
  word: string,
): number => {
  const found = records.flatMap((record) =>
    fieldsNamed(record, word).map((of) => ({ ...of, business: record.business })),
  );
  for (const { business, field, where, holds } of found) {
    terminal.say(`${business} · ${where} · ${field}: ${holds}`);
  }
  if (found.length > 0) return 0;
  const all = records.flatMap((record) => fieldsNamed(record, '').map(({ field }) => field));
  const near = nearest(word, [...new Set(all)]);
  const meant = near === undefined ? ['', ''] : [` 혹시 ${near}?`, ` Did you mean ${near}?`];
  terminal.tell(
    terminal.in({
      ko: `${word}: 그런 필드가 없습니다.${meant[0] ?? ''}`,
      en: `There is no field ${word}.${meant[1] ?? ''}`,
    }),
  );
  return 1;
};
