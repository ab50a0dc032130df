// `dure erase`: takes a person out of all files of a business, and leaves a receipt.

import { appendFileSync } from 'node:fs';
import type { Words } from '@dure/domain';
import type { Given, Run } from '../command.ts';
import type { EraseOptions } from './options.ts';
import { lockFolder } from '../start/lock.ts';
import { chosenIn, placeIn } from './chosen.ts';
import { erase as eraseIn } from './erasure.ts';
import type { Erased, Place } from './erasure.ts';
import { peopleOf, receiptsIn } from './receipts.ts';

const FOR_OWNER_ONLY = 0o600;

const nothing = ({ business, receipt }: Erased): Words => ({
  ko: `${business}: 그 사람의 것이 없습니다. 영수증 ${receipt}`,
  en: `${business}: nothing of that person is there. Receipt ${receipt}`,
});

const done = ({ business, receipt, records, items }: Erased): Words => ({
  ko: `${business}: 기록 ${records}개와 상태·조회 ${items}개에서 지웠습니다. 영수증 ${receipt}`,
  en: `${business}: erased in ${records} records, ${items} states and rows. Receipt ${receipt}`,
});

const wordsOf = (erased: Erased): Words =>
  erased.records + erased.items === 0 ? nothing(erased) : done(erased);

const copies: Words = {
  ko: '백업과 되돌리며 치워 둔 폴더에는 그대로 있습니다. 그곳마다 --data로 같은 명령을 하거나 버리세요',
  en: 'Backups, and what a restore put aside, have what they had. Erase there too, or drop them',
};

type Chosen = { readonly place: Place; readonly people: () => readonly string[] };

const chosen = async ({ operands, values, folder: project }: Given<EraseOptions>) => {
  const { data, again, 'documented-replay': isReplay } = values;
  if (again === undefined) {
    const { subject, ...place } = await chosenIn({ operands, data, isReplay, project });
    return { place, people: () => [subject] } satisfies Chosen;
  }
  const place = await placeIn(operands, { data, isReplay, project });
  return { place, people: () => peopleOf(place, receiptsIn(again)) } satisfies Chosen;
};

export const erase: Run<EraseOptions> = async (given) => {
  const { values, terminal } = given;
  const { by, receipt } = values;
  const { place, people } = await chosen(given);
  const tell = (erased: Erased): void => {
    const line = JSON.stringify(erased);
    if (receipt !== undefined) appendFileSync(receipt, `${line}\n`, { mode: FOR_OWNER_ONLY });
    terminal.say(line);
    terminal.tell(terminal.in(wordsOf(erased)));
  };
  const unlock = lockFolder(place.folder);
  try {
    for (const subject of people()) {
      for (const erased of await eraseIn(place, { subject, by, at: Date.now() })) tell(erased);
    }
  } finally {
    unlock();
  }
  terminal.tell(terminal.in(copies));
  return 0;
};
