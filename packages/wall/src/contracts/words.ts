// What is said of a change, in Korean and English.

import type { Words } from '@dure/domain';
import type { Difference, DifferenceKind } from './compare-schemas.ts';

/**
 * Who counts on a message:
 * - `readers` get it: every value must be one that they know.
 * - `senders` write it: every value that they know must be taken.
 * - `log` has it from before, in the same version.
 */
export type Side = 'readers' | 'senders' | 'log';

const say = (ko: string, en: string): Words => ({ ko, en });

export const words = {
  contextAdded: say('새 서비스입니다', 'The context is new'),
  contextGone: say('서비스가 없어졌습니다', 'The context is gone'),
  keepContext: say(
    '아무도 쓰지 않을 때까지 남겨 두거나, 주 버전을 올려 발행하세요',
    'Keep it until it is used by no consumer, or publish it as a new major version',
  ),
  added: say('새로 생겼습니다', 'It is new'),
  gone: say('없어졌습니다', 'It is gone'),
  keepMessage: say(
    '되살리거나, 이름이 바뀐 것이면 upcasts에 옛 이름을 남기세요',
    'Bring it back, or where it was renamed keep the former name under upcasts',
  ),
  keepCommand: say(
    '보내는 쪽이 모두 옮길 때까지 남겨 두세요',
    'Keep it until every sender has moved to another command',
  ),
  keepView: say('읽는 쪽이 모두 옮길 때까지 남겨 두세요', 'Keep it until every reader has moved'),
  followersMove: say(
    '따르는 쪽이 새 이름을 받게 한 뒤에 바꾸거나, 주 버전을 올려 발행하세요',
    'Let the followers take the new name first, or publish a new major version',
  ),
  moved: (to: string) =>
    say(`서비스 ${to}(으)로 옮겨졌습니다`, `It has moved to the context ${to}`),
  renamed: (to: string) => say(`이름이 ${to}(으)로 바뀌었습니다`, `It is called ${to} now`),
  ended: (why: string) => say(`끝났습니다: ${why}`, `It has ended: ${why}`),
  versioned: (before: number, now: number) =>
    say(
      `모양이 ${before}판에서 ${now}판이 되었습니다`,
      `Its shape went from version ${before} to ${now}`,
    ),
  versionLost: (before: number, now: number) =>
    say(
      `${before}판까지 발행되었는데 지금은 ${now}판입니다`,
      `Version ${before} was published, and now there is only ${now}`,
    ),
  restoreUpcasts: say(
    '지운 upcast를 되살리세요. 그 모양의 기록이 로그에 있습니다',
    'Bring back the upcasts that were taken out: the log has records of those shapes',
  ),
  historyChanged: (version: number, field: string) =>
    say(
      `이미 발행된 ${version}판의 모양이 달라졌습니다 (${field})`,
      `The shape of version ${version}, which was published, has changed (${field})`,
    ),
  restoreHistory: say(
    '발행된 판의 필드를 그대로 두고, 새 판을 더하세요',
    'Leave the fields of a published version as they were, and add a version',
  ),
  kindChanged: (before: string, now: string) =>
    say(
      `거절의 뜻이 ${before}에서 ${now}(으)로 바뀌었습니다`,
      `It was ${before} and is ${now} now`,
    ),
  keepKind: say(
    '상태 코드가 달라집니다. 새 이름의 거절로 만드세요',
    'Its status code changes with it: make it a rejection of another name',
  ),
  keyChanged: (before: string, now: string) =>
    say(`키가 ${before}에서 ${now}(으)로 바뀌었습니다`, `Its key was ${before} and is ${now} now`),
  newView: say('새 이름의 뷰로 만드세요', 'Make it a view of another name'),
  pathChanged: (before: string, now: string) =>
    say(
      `경로가 /${before}에서 /${now}(으)로 바뀌었습니다`,
      `Its path was /${before} and is /${now} now`,
    ),
  keepPath: say('path를 옛 값으로 두세요', 'Leave path as it was'),
  notIssued: (actor: string) =>
    say(`${actor}이(가) 더는 보낼 수 없습니다`, `${actor} may not send it any more`),
  notRead: (actor: string) =>
    say(`${actor}이(가) 더는 읽을 수 없습니다`, `${actor} may not read it any more`),
  lessRead: (actor: string) =>
    say(`${actor}이(가) 이제 자기 것만 읽습니다`, `${actor} reads only rows of their own now`),
  giveBack: say(
    '권한을 되돌리거나, 쓰는 사람이 없는지 확인하세요',
    'Give it back, or make sure that it is not in use',
  ),
  statusChanged: (before: string, now: string) =>
    say(
      `status가 ${before}에서 ${now}(으)로 바뀌었습니다`,
      `Its status was ${before} and is ${now} now`,
    ),
  keepStatus: say(
    '읽는 쪽은 이 낱말을 압니다. 그대로 두거나 주 버전을 올리세요',
    'Readers know it by this word: leave it, or publish a new major version',
  ),
} as const;

type FieldWords = (of: Difference) => Words;

const byKind: { readonly [K in DifferenceKind]: FieldWords } = {
  added: ({ now }) => say(`필드가 생겼습니다 (${now})`, `The field is new (${now})`),
  addedOptional: ({ now }) =>
    say(`없어도 되는 필드가 생겼습니다 (${now})`, `The field is new, and may be left out (${now})`),
  removed: ({ before }) => say(`필드가 없어졌습니다 (${before})`, `The field is gone (${before})`),
  required: () => say('이제 꼭 있어야 합니다', 'It must be there now'),
  optional: () => say('이제 없을 수 있습니다', 'It may be missing now'),
  wider: ({ before, now }) =>
    say(`값이 넓어졌습니다: ${before} → ${now}`, `It has more values: ${before} → ${now}`),
  narrower: ({ before, now }) =>
    say(`값이 좁아졌습니다: ${before} → ${now}`, `It has fewer values: ${before} → ${now}`),
  other: ({ before, now }) =>
    say(`값이 달라졌습니다: ${before} → ${now}`, `It has other values: ${before} → ${now}`),
  secret: () => say('이제 밖으로 나가지 않습니다', 'It is secret now, and not sent to others'),
  personal: () => say('이제 가려져 나갑니다', 'It is personal now, and masked in streams'),
};

export const fieldWords: FieldWords = (of) => byKind[of.is](of);

const version = say(
  '계약의 upcasts에 옛 모양과 올리는 함수를 더하세요',
  'Add the former shape, and the function that lifts it, to the upcasts of the contract',
);
const forReaders = say(
  '옛 필드를 그대로 두고 새 필드를 더한 뒤, 읽는 쪽이 모두 옮기면 지우세요',
  'Leave the former field and add a new one; take the former away when all readers have moved',
);
const forSenders = say(
  '보내는 쪽이 아직 모릅니다. 없어도 되게(optional) 하거나 새 명령을 만드세요',
  'Senders do not know of it: make it optional, or make another command',
);

/** What to do about a difference that breaks those sides. */
export const todoFor = (hurt: readonly Side[]): Words => {
  const all = [
    ...(hurt.includes('log') ? [version] : []),
    ...(hurt.includes('readers') ? [forReaders] : []),
    ...(hurt.includes('senders') ? [forSenders] : []),
  ];
  return say(all.map(({ ko }) => ko).join('. '), all.map(({ en }) => en).join('. '));
};
