// The work list as people read it: in the words of the wall, or else by what is listed.

import type { Words } from '@dure/domain';
import type { Work } from '@dure/kernel';

type Worded = Pick<Work, 'kind' | 'type' | 'cause' | 'ko' | 'en'>;

export const workWords = ({ kind, type = '', cause = '', ko, en }: Worded): Words => {
  if (ko !== undefined && en !== undefined) return { ko, en };
  switch (kind) {
    case 'skipped':
      return { ko: `건너뛴 메시지: ${type}`, en: `A message was skipped: ${type}` };
    case 'refused undo':
      return {
        ko: `되돌리기가 거절되었습니다: ${type} (${cause})`,
        en: `An undo was refused: ${type} (${cause})`,
      };
    case 'stalled':
      return { ko: `${type} 단계가 멈춰 있습니다`, en: `${type} stands still` };
    default:
      return {
        ko: `처리하지 못한 메시지: ${cause}`,
        en: `A message could not be handled: ${cause}`,
      };
  }
};
