// The words on the pictures that are no notes of a business.

import type { Label, TimeUnit } from '@dure/domain';
import type { WallDuration, WallKind } from '../wall.ts';

export type Language = 'ko' | 'en';

/** A label in one language. */
export const said = ([ko, en]: Label, language: Language): string => (language === 'ko' ? ko : en);

export const kinds: { readonly [K in WallKind | 'hotspot']: Label } = {
  actor: ['행위자', 'Actor'],
  command: ['명령', 'Command'],
  aggregate: ['애그리거트', 'Aggregate'],
  event: ['이벤트', 'Event'],
  rejection: ['거절', 'Refusal'],
  policy: ['정책', 'Policy'],
  process: ['프로세스', 'Process'],
  saga: ['사가', 'Saga'],
  deadline: ['기한', 'Deadline'],
  reminder: ['알림', 'Reminder'],
  view: ['조회', 'View'],
  external: ['외부 시스템', 'External system'],
  hotspot: ['핫스팟', 'Hot spot'],
};

export const words = {
  wall: ['이벤트 스토밍 벽', 'The wall'],
  contexts: ['컨텍스트', 'contexts'],
  whenever: ['이런 일이 있으면', 'Whenever'],
  who: ['누가', 'Who'],
  does: ['무엇을', 'Does what'],
  decides: ['누가 정하나', 'Who decides'],
  happens: ['무슨 일이 일어나나', 'What happens'],
  seen: ['어디서 보이나', 'Where it is seen'],
  asks: ['요청', 'asks'],
  undoes: ['되돌리기', 'takes back'],
  resends: ['다시 보내기', 'sends again'],
  beginning: ['처음 일부터', 'from the first event on'],
  unless: ['아니면', 'unless'],
  by: ['보내는 이', 'by'],
  waitsFor: ['기다림', 'waits for'],
  more: ['외', 'more'],
  reads: ['보는 이', 'read by'],
  worklist: ['할 일 목록', 'Work list'],
  from: ['다른 컨텍스트의 메모', 'Note of another context'],
} as const satisfies { readonly [word: string]: Label };

const units: { readonly [U in TimeUnit]: string } = {
  days: '일',
  hours: '시간',
  minutes: '분',
  seconds: '초',
};

/** `3 days`, `3일`: unless a setting says otherwise. */
export const durationWords = ({ standard, unit }: WallDuration, language: Language): string => {
  if (language === 'ko') return `${standard}${units[unit]}`;
  return `${standard} ${standard === 1 ? unit.replace(/s$/, '') : unit}`;
};
