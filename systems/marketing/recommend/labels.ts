// What the notes of travel recommendations are called, and what a traveller is told.

import type { Labels } from '@dure/domain';

export const says = {
  textKo: '비슷한 숙소를 추천해 드려요',
  textEn: 'Places you may like',
} as const;

export const labels: Labels = {
  context: ['여행추천', 'Travel recommendations'],
  commands: {
    NoteStay: ['이용 기록', 'Note stay'],
    RecommendPlaces: ['숙소 추천', 'Recommend places'],
  },
  events: {
    StayNoted: ['이용 기록됨', 'Stay noted'],
    PlacesRecommended: ['숙소 추천됨', 'Places recommended'],
  },
  aggregates: { Recommendation: ['추천', 'Recommendation'] },
  states: {
    Recommendation: {
      absent: ['없음', 'None'],
      waiting: ['추천대기', 'Waiting'],
      sent: ['추천보냄', 'Sent'],
    },
  },
  policies: { noteStay: ['이용 기록', 'Note stay'] },
  deadlines: { RECOMMEND_AFTER: ['추천 시점', 'Time to recommend'] },
  settings: { RECOMMEND_AFTER: ['추천까지 걸리는 기간', 'Until a recommendation'] },
  views: {
    Travellers: ['여행 고객', 'Travellers'],
    Recommendations: ['추천 메시지', 'Recommendations'],
  },
  fields: {
    messageKey: ['메시지 키', 'Message key'],
    textKo: ['한국어 문구', 'Korean text'],
    textEn: ['영어 문구', 'English text'],
  },
};
