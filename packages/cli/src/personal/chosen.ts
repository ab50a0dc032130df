// Whom and where: the operands of `dure erase` and `dure export`.

import { chosenBusiness, everyBusiness } from '../choose.ts';
import { UserError } from '../command.ts';
import { folderOf } from '../start/business-host.ts';
import type { Place } from './erasure.ts';
import { contextsIn } from './folder.ts';

const MISTAKEN = 2;

export type Chosen = Place & { readonly subject: string };

type Given = {
  readonly operands: readonly string[];
  readonly data: string;
  readonly isReplay: boolean;
  readonly project: string;
};

export const nobodyNamed = new UserError(
  {
    ko: '누구인지 적어 주세요: 업무에서 쓰는 이름(customer-2)이나 전화번호',
    en: 'Say who: as the business knows them (customer-2), or their phone number',
  },
  MISTAKEN,
);

const noBusiness = (names: readonly string[]): UserError =>
  new UserError(
    {
      ko: `어느 사업인지 적어 주세요. 사업마다 다른 사람일 수 있습니다: ${names.join(', ')}`,
      en: `Name the business; in each it may be somebody else: ${names.join(', ')}`,
    },
    MISTAKEN,
  );

const elsewhere = {
  ko: '서버에 있는 데이터는 --from과 --to로 지웁니다',
  en: 'Where it is on servers, erase with --from and --to',
};

const nothingThere = (folder: string): UserError =>
  new UserError({
    ko: `${folder}에 데이터가 없습니다. ${elsewhere.ko}`,
    en: `There is no data in ${folder}. ${elsewhere.en}`,
  });

/** The one that is named, or the only one that there is. */
export const oneOf = async (names: readonly string[], project: string) => {
  const [name] = names;
  if (name !== undefined) return chosenBusiness(name, project);
  const all = await everyBusiness(project);
  const [only, another] = all;
  if (only === undefined || another !== undefined) throw noBusiness(all.map((of) => of.name));
  return only;
};

/** @throws {UserError} nobody is named, or no business, or it has no files there. */
export const chosenIn = async ({ operands, data, isReplay, project }: Given): Promise<Chosen> => {
  const [subject = '', ...names] = operands;
  if (subject.trim() === '') throw nobodyNamed;
  return { subject, ...(await placeIn(names, { data, isReplay, project })) };
};

/** The folder of the one business that is named. */
export const placeIn = async (
  names: readonly string[],
  { data, isReplay, project }: Omit<Given, 'operands'>,
): Promise<Place> => {
  const business = await oneOf(names, project);
  const folder = folderOf(data, business.name, isReplay);
  if (contextsIn(folder).length === 0) throw nothingThere(folder);
  return { folder, system: await business.load() };
};
