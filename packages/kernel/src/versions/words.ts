// What is said of names that are in the store and not on the wall: what, why, and what to do.

import type { Words } from '@dure/domain';
import type { Name, NameKind } from './wall-names.ts';

type Found = { readonly name: Name; readonly count: number };

type WordsOf = (name: string, count: number) => readonly Words[];

const byKind: { readonly [K in NameKind]: WordsOf } = {
  event: (name, count) => [
    {
      ko: `기록에 이벤트 ${name}이(가) ${count}건 있는데 벽에 없습니다.`,
      en: `The log has ${count} events ${name}, which are not on the wall.`,
    },
    {
      ko: '다시 그리는 뷰와 다시 접는 상태가 여기서 멈춥니다.',
      en: 'Views and states that are made anew stop at them.',
    },
    {
      ko: '계약의 upcasts에 무엇이 되었는지 적거나 removed로 끝내 주세요.',
      en: 'Say under upcasts of the contract what they have become, or end them with removed.',
    },
  ],
  state: (name, count) => [
    {
      ko: `상태 ${name}에 ${count}건이 있는데 벽에 없습니다.`,
      en: `${count} are in the state ${name}, which is not on the wall.`,
    },
    { ko: '이들은 아무 명령도 받지 못합니다.', en: 'They take no command.' },
    {
      ko: '애그리거트의 lifts에서 그 상태를 옮기거나 refolded로 다시 접게 해 주세요.',
      en: 'Lift the state under lifts of the aggregate, or have it folded again with refolded.',
    },
  ],
  deadline: (name, count) => [
    {
      ko: `기한 ${name}이(가) ${count}건 걸려 있는데 벽에 없습니다.`,
      en: `${count} deadlines ${name} are pending, which are not on the wall.`,
    },
    {
      ko: '때가 되면 멈추어 목록에 오릅니다.',
      en: 'When they are due they will be parked.',
    },
    {
      ko: '다른 기한의 formerly에 적거나 removed로 끝내 주세요.',
      en: 'Name them under formerly of another one, or end them with removed.',
    },
  ],
  process: (name, count) => [
    {
      ko: `프로세스 ${name}이(가) 기억하는 ${count}건이 있는데 벽에 없습니다.`,
      en: `The process ${name} remembers ${count} cases, and is not on the wall.`,
    },
    { ko: '이 건들은 더 나아가지 못합니다.', en: 'They go no further.' },
    {
      ko: '모두 끝날 때까지 벽에 다시 붙여 주세요.',
      en: 'Put it back until they have ended.',
    },
  ],
  step: (name, count) => [
    {
      ko: `${count}건이 단계 ${name}에 서 있는데 벽에 없습니다.`,
      en: `${count} cases stand at the step ${name}, which is not on the wall.`,
    },
    { ko: '그 단계를 기다리고 있습니다.', en: 'They wait for it.' },
    {
      ko: '사가의 successors에 이어 갈 단계를 적어 주세요.',
      en: 'Name the step where they go on under successors of the saga.',
    },
  ],
};

const PAGE = 'docs/guides/change-a-wall-that-has-data.md';

const newer: Words = {
  ko: `새 버전이 나란히 돌고 있다면 그쪽이 남긴 것이니 할 일이 없습니다. ${PAGE}`,
  en: `If a newer version runs beside this one, it is that one's: nothing is to be done. ${PAGE}`,
};

export const wordsFor = (context: string, { name: { kind, name }, count }: Found): Words => {
  const said = [...byKind[kind](name, count), newer];
  return {
    ko: `${context}: ${said.map(({ ko }) => ko).join(' ')}`,
    en: `${context}: ${said.map(({ en }) => en).join(' ')}`,
  };
};
