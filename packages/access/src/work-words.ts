// The work list as people read it: in the words of the wall. A name of the program stands in them
// only where the wall has no word for it.

import type { Words } from '@dure/domain';
import type { LostAsk, Work } from '@dure/kernel';
import { askWords, calleeWords, causeWords, messageWords, processWords } from './message-words.ts';
import type { Labels } from './message-words.ts';

type Worded = Pick<Work, 'kind' | 'type' | 'cause' | 'mayHaveHappened' | 'ko' | 'en'>;

export const workWords = (system: Labels, work: Worded): Words => {
  const { kind, type = '', cause = '', ko, en } = work;
  if (ko !== undefined && en !== undefined) return { ko, en };
  switch (kind) {
    case 'skipped':
      return skippedWords(system, type, work.mayHaveHappened);
    case 'refused undo': {
      const refused = { ko: '되돌리기가 거절되었습니다', en: 'An undo was refused' };
      return withReason(withMessage(refused, system, type), system, cause);
    }
    case 'stalled':
      return stalledWords(system, type);
    default:
      return stoppedWords(system, { type, cause });
  }
};

/** It is known by the saga and the case, as `BookStay/order-4`. */
const stalledWords = (system: Labels, id: string): Words => {
  if (id === '') return { ko: '단계가 멈춰 있습니다', en: 'A step stands still' };
  const { ko, en } = processWords(system, id.split('/', 1)[0] ?? id);
  return { ko: `${ko}: 멈춰 있습니다`, en: `${en} stands still` };
};

/** As the kernel calls what does not answer. */
const AWAY = 'unavailable';

const stoppedWords = (system: Labels, { type, cause }: { type: string; cause: string }): Words => {
  if (cause === AWAY) {
    const waits = {
      ko: '물어볼 곳이 응답하지 않아 기다리는 메시지',
      en: 'A message waits for what does not answer',
    };
    return withMessage(waits, system, type);
  }
  const stopped = { ko: '처리하지 못한 메시지', en: 'A message could not be handled' };
  return withReason(withMessage(stopped, system, type), system, cause);
};

const withMessage = (words: Words, system: Labels, type: string): Words => {
  if (type === '') return words;
  const { ko, en } = messageWords(system, type);
  return { ko: `${words.ko}: ${ko}`, en: `${words.en}: ${en}` };
};

const withReason = (words: Words, system: Labels, cause: string): Words => {
  if (cause === '') return words;
  const { ko, en } = causeWords(system, cause);
  return { ko: `${words.ko}. ${ko}`, en: `${words.en}. ${en}` };
};

const skippedWords = (system: Labels, type: string, lost: LostAsk | undefined): Words => {
  const skipped = { ko: '건너뛴 메시지', en: 'A message was skipped' };
  const { ko, en } = withMessage(skipped, system, type);
  if (!lost) return { ko, en };
  const unknown = lostWords(system, lost);
  return { ko: `${ko}. ${unknown.ko}`, en: `${en}. ${unknown.en}` };
};

const another: Words = { ko: '다른 시스템', en: 'Another system' };

/** What a person looks up before a case is closed whose message asked what nothing takes back. */
export const lostWords = (system: Labels, { name, to }: LostAsk): Words => {
  const asked = askWords(system, name);
  const callee = to === undefined ? another : calleeWords(system, to);
  return {
    ko: `${callee.ko}에 보낸 ${asked.ko} 요청으로 돈이 이미 오갔을 수 있습니다. 확인해 주세요`,
    en: `${callee.en} may have done this: ${asked.en}. Money may have moved: look it up there`,
  };
};
