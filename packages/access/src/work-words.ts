// The work list as people read it: in the words of the wall, or else by what is listed.

import type { Words } from '@dure/domain';
import type { LostAsk, Work } from '@dure/kernel';

type Worded = Pick<Work, 'kind' | 'type' | 'cause' | 'mayHaveHappened' | 'ko' | 'en'>;

export const workWords = (work: Worded): Words => {
  const { kind, type = '', cause = '', ko, en } = work;
  if (ko !== undefined && en !== undefined) return { ko, en };
  switch (kind) {
    case 'skipped':
      return skippedWords(type, work.mayHaveHappened);
    case 'refused undo':
      return {
        ko: withCause('되돌리기가 거절되었습니다', undoOf(type, cause)),
        en: withCause('An undo was refused', undoOf(type, cause)),
      };
    case 'stalled':
      return stalledWords(type);
    default:
      return stoppedWords(type, cause);
  }
};

const stalledWords = (step: string): Words =>
  step === ''
    ? { ko: '단계가 멈춰 있습니다', en: 'A step stands still' }
    : { ko: `${step} 단계가 멈춰 있습니다`, en: `${step} stands still` };

/** As the kernel calls what does not answer. */
const AWAY = 'unavailable';

const stoppedWords = (type: string, cause: string): Words => {
  if (cause === AWAY) {
    return {
      ko: withCause('물어볼 곳이 응답하지 않아 기다리는 메시지', type),
      en: withCause('A message waits for what does not answer', type),
    };
  }
  const why = cause === '' ? type : cause;
  return {
    ko: withCause('처리하지 못한 메시지', why),
    en: withCause('A message could not be handled', why),
  };
};

const withCause = (words: string, cause: string): string =>
  cause === '' ? words : `${words}: ${cause}`;

const undoOf = (type: string, cause: string): string =>
  cause === '' ? type : `${type} (${cause})`;

const skippedWords = (type: string, lost: LostAsk | undefined): Words => {
  const skipped = {
    ko: withCause('건너뛴 메시지', type),
    en: withCause('A message was skipped', type),
  };
  if (!lost) return skipped;
  const { ko, en } = lostWords(lost);
  return { ko: `${skipped.ko}. ${ko}`, en: `${skipped.en}. ${en}` };
};

/** What a person looks up before a case is closed whose message asked what nothing takes back. */
export const lostWords = ({ name, to }: LostAsk): Words => ({
  ko: `${to ?? '다른 시스템'}에 보낸 ${name} 요청으로 돈이 이미 오갔을 수 있습니다. 확인해 주세요`,
  en: `${to ?? 'Another system'} may have done ${name}, and money may have moved: look it up there`,
});
