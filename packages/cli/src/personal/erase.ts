// `dure erase`: takes a person out of all files of a business, and leaves a receipt.

import { appendFileSync } from 'node:fs';
import type { System, Words } from '@dure/domain';
import { UserError } from '../command.ts';
import type { Given, Run } from '../command.ts';
import { placeOf } from '../copies/places.ts';
import { inKafka } from '../in-kafka.ts';
import type { EraseOptions } from './options.ts';
import { lockFolder } from '../start/lock.ts';
import { chosenIn, nobodyNamed, oneOf, placeIn } from './chosen.ts';
import { eraseInto } from './erase-into.ts';
import { erase as eraseIn } from './erasure.ts';
import type { Erased, Place } from './erasure.ts';
import { peopleOf, receiptsIn } from './receipts.ts';

const FOR_OWNER_ONLY = 0o600;
const MISTAKEN = 2;

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

/** Hands the receipt over, and says in words what was done. */
const tellingIn =
  ({ values: { receipt }, terminal }: Given<EraseOptions>) =>
  (erased: Erased): void => {
    const line = JSON.stringify(erased);
    if (receipt !== undefined) appendFileSync(receipt, `${line}\n`, { mode: FOR_OWNER_ONLY });
    terminal.say(line);
    terminal.tell(terminal.in(wordsOf(erased)));
  };

const noTarget = new UserError(
  {
    ko: '--from의 데이터는 그 사람 없이 다른 곳으로 옮겨 지웁니다. 빈 곳을 --to로 주세요',
    en: 'Data of --from is erased by a copy of all else: give an empty place with --to',
  },
  MISTAKEN,
);

const noReceipts = new UserError(
  {
    ko: '--again은 데이터 폴더에서만 됩니다',
    en: '--again works in a folder of data only',
  },
  MISTAKEN,
);

const isAsBefore = (shown: string): Words => ({
  ko: `${shown}은(는) 그대로 있습니다. 새 곳에서 시작해 보고 그곳을 버리세요`,
  en: `${shown} is as it was. Start in the new place, then drop the old one`,
});

const areDropped = (topics: readonly string[]): Words => ({
  ko: `Kafka 토픽 ${topics.length}개를 지웠습니다. 시작하면 새로 채워집니다: ${topics.join(', ')}`,
  en: `${topics.length} topics of Kafka are deleted, and filled anew: ${topics.join(', ')}`,
});

/** Once the copy is whole: relays that start on it publish all of its log again. */
const dropTopicsOf = (system: System, broker: string): Promise<readonly string[]> => {
  const contexts = system.contexts.map(({ name }) => name);
  return inKafka(broker, ({ feedKafka, kafka }) =>
    feedKafka.dropTopics({ kafka, business: system.name, contexts }),
  );
};

/** Of data anywhere: into a place that is empty. */
const elsewhere = async (given: Given<EraseOptions>, to: string): Promise<void> => {
  const { values, terminal, operands, folder } = given;
  const { data, from = data, by, again, broker } = values;
  const [subject = '', ...names] = operands;
  if (again !== undefined) throw noReceipts;
  if (subject.trim() === '') throw nobodyNamed;
  const system = await (await oneOf(names, folder)).rehearsal();
  const common = { environment: process.env, folder, data };
  const [source, target] = [
    await placeOf({ ...common, where: from, isSource: true }, system),
    await placeOf({ ...common, where: to, isSource: false }, system),
  ];
  const say = (words: Words): void => terminal.tell(terminal.in(words));
  const into = { system, from: source, to: target, data, say };
  tellingIn(given)(await eraseInto(into, { subject, by, at: Date.now() }));
  if (broker !== undefined) say(areDropped(await dropTopicsOf(system, broker)));
  say(isAsBefore(source.shown));
};

const inFolder = async (given: Given<EraseOptions>): Promise<void> => {
  const { by } = given.values;
  const { place, people } = await chosen(given);
  const tell = tellingIn(given);
  const unlock = lockFolder(place.folder);
  try {
    for (const subject of people()) {
      for (const erased of await eraseIn(place, { subject, by, at: Date.now() })) tell(erased);
    }
  } finally {
    unlock();
  }
};

export const erase: Run<EraseOptions> = async (given) => {
  const { terminal, values } = given;
  const { from, to } = values;
  if (from !== undefined && to === undefined) throw noTarget;
  if (to === undefined) await inFolder(given);
  else await elsewhere(given, to);
  terminal.tell(terminal.in(copies));
  return 0;
};
