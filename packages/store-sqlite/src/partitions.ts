// How many partitions a context has: as many as heads were made for it.

import { StoreCannotOpen } from './errors.ts';
import type { Place } from './identity.ts';

/** @throws {StoreCannotOpen} there are not as many as it is to be opened with. */
export const partitionsIn = (
  { file, database, tables }: Place,
  wanted: number | undefined,
): number => {
  const { n } = database.prepare(`SELECT count(*) AS n FROM ${tables.heads}`).get() ?? {};
  const has = Number(n);
  if (wanted === undefined || has === wanted) return has;
  throw new StoreCannotOpen(file, {
    ko: `${file} 파일은 파티션이 ${has}개입니다. ${wanted}개로는 열 수 없습니다.`,
    en: `${file} has ${has} partitions; it cannot be opened with ${wanted}.`,
  });
};
