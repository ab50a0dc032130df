// `dure move`: all data of a business to another place, or to more partitions, while it is ended.

import { chosenBusiness } from '../choose.ts';
import { UserError } from '../command.ts';
import type { Run } from '../command.ts';
import { copyBusiness } from '../copies/copy-business.ts';
import { placeOf } from '../copies/places.ts';
import type { MoveOptions } from '../operations-options.ts';

const MISTAKEN = 2;

const noTarget = (): UserError => {
  const ko = '어디로 옮길까요? --to로 폴더, postgres://…, mariadb://… 또는 dure.yaml을 주세요';
  const en = 'Move to where? Give a folder, postgres://…, mariadb://… or a dure.yaml with --to';
  return new UserError({ ko, en }, MISTAKEN);
};

export const move: Run<MoveOptions> = async ({ values, operands, terminal, folder }) => {
  const { data, from = data, to, partitions } = values;
  if (to === undefined) throw noTarget();
  const business = await chosenBusiness(operands[0] ?? '', folder);
  const system = await business.rehearsal();
  const common = { environment: process.env, folder, data };
  const source = await placeOf({ ...common, where: from, isSource: true }, system);
  const target = await placeOf({ ...common, where: to, isSource: false }, system);
  const moved = await copyBusiness({
    system,
    from: source,
    to: target,
    partitions: partitions ?? target.partitions,
    say: (words) => terminal.tell(terminal.in(words)),
  });
  const { records, items } = moved;
  const there = target.shown;
  terminal.say(
    terminal.in({
      ko: `${system.name}: 기록 ${records}개와 항목 ${items}개가 ${there}에 있습니다`,
      en: `${system.name}: ${records} records and ${items} items are in ${there}`,
    }),
  );
  terminal.say(
    terminal.in({
      ko: `${source.shown}은(는) 그대로 있습니다. 둘 가운데 한 곳에서만 시작하세요`,
      en: `${source.shown} is as it was. Start the business on one of the two only`,
    }),
  );
  return 0;
};
