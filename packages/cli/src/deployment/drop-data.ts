// `dure retire lodging/recommend --drop-data`: takes away what a retired context has left, once
// nobody needs it: its topic and its group in Kafka, and its store. It may be given again.

import type { Words } from '@dure/domain';
import type { ReplicaState } from '@dure/services';
import { UserError } from '../command.ts';
import { inKafka } from '../in-kafka.ts';
import { asked, unreadBy } from './retired-part.ts';
import type { Parts } from './retired-part.ts';
import { passwordOf } from './passwords.ts';
import { dropStore, isInUse } from './stores.ts';
import type { StoreOf } from './stores.ts';

const needEnded = async (parts: Parts, store: StoreOf): Promise<void> => {
  const { part } = parts;
  const states = await asked(parts, part, (client) => client.askAll<ReplicaState>('state'));
  if (states.length === 0 && !(await isInUse(store))) return;
  throw new UserError({
    ko: `${part.name}의 프로세스가 돌고 있습니다. 끝낸 뒤 다시 해 주세요. 아무것도 지우지 않았습니다`,
    en: `A process of ${part.name} runs. End it, then do this again. Nothing was dropped`,
  });
};

const needRead = async (parts: Parts): Promise<void> => {
  const unread = await unreadBy(parts);
  if (unread.length === 0) return;
  const all = unread.join(', ');
  const { name } = parts.part;
  throw new UserError({
    ko: [
      `아무것도 지우지 않았습니다. 다음 서비스가 ${name}의 기록을 끝까지 읽었다고 말하지 않습니다: ${all}.`,
      `켜져 있는지 보고, 먼저 물러나게 해 주세요: dure retire ${name} --confirm ${name}`,
    ].join(' '),
    en: [
      `Nothing was dropped. These do not say that they have read ${name} to the end: ${all}.`,
      `See that they run, and retire it first: dure retire ${name} --confirm ${name}`,
    ].join(' '),
  });
};

const notConfirmed = (name: string): Words => ({
  ko: [
    `${name}의 저장소, Kafka 토픽, 소비자 그룹을 되돌릴 수 없이 지웁니다. 아직 아무것도 하지 않았습니다.`,
    `하려면: dure retire ${name} --drop-data --confirm ${name}`,
  ].join(' '),
  en: [
    `This drops the store of ${name}, its topic and its consumer group, and there is no way back.`,
    `Nothing is done yet. To do it: dure retire ${name} --drop-data --confirm ${name}`,
  ].join(' '),
});

const stillMember = (name: string): Words => ({
  ko: `${name}의 끝난 프로세스를 Kafka가 아직 소비자로 셉니다. 15초까지 기다립니다`,
  en: `Kafka still counts a process of ${name} that has ended. Waiting, for up to 15 s`,
});

/** What was there, by its name. */
const dropInKafka = async ({ given, part, deployment }: Parts): Promise<readonly string[]> => {
  const { broker } = deployment;
  if (broker === 'log') return [];
  const { terminal } = given;
  const { business, context } = part;
  const waits = () => terminal.say(terminal.in(stillMember(part.name)));
  return inKafka(broker, async ({ feedKafka, kafka }) => {
    const hadGroup = await feedKafka.dropGroup(kafka, { business, context, waits });
    const topics = await feedKafka.dropTopics({ kafka, business, contexts: [context] });
    const group = hadGroup ? [`group ${business}.${context}`] : [];
    return [...group, ...topics.map((topic) => `topic ${topic}`)];
  });
};

const dropped = (name: string, what: readonly string[]): Words => {
  const all = what.join(', ');
  if (what.length === 0) {
    return { ko: `${name}: 남은 것이 없습니다`, en: `${name} has nothing left to drop` };
  }
  return { ko: `${name}: 지웠습니다: ${all}`, en: `Dropped of ${name}: ${all}` };
};

const storeOf = ({ part, deployment }: Parts): StoreOf => {
  const { business, context: name, store: url } = part;
  const contexts = deployment.chosen.flatMap(({ system }) =>
    system.name === business ? system.contexts : [],
  );
  const context = contexts.find((of) => of.name === name);
  if (!context) throw new Error(`${part.name} is no context.`);
  return { url, business, context, password: passwordOf(part.name) };
};

/** The store last: whoever is interrupted finds by it that there is something left. */
export const dropData = async (parts: Parts): Promise<number> => {
  const { given, part } = parts;
  const { terminal, values } = given;
  const store = storeOf(parts);
  await needRead(parts);
  await needEnded(parts, store);
  if (values.confirm === undefined) {
    terminal.say(terminal.in(notConfirmed(part.name)));
    return 0;
  }
  const inKafka = await dropInKafka(parts);
  const what = (await dropStore(store)) ? [...inKafka, 'store'] : inKafka;
  terminal.say(terminal.in(dropped(part.name, what)));
  return 0;
};
