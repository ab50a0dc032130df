// The classes that the gym gives: its wall knows a class by its number and its name alone.

import type { Language } from '@dure/web/kit';

export type Class = {
  readonly id: string;
  /** As the application carries it. */
  readonly name: string;
  readonly in: {
    readonly [language in Language]: { readonly name: string; readonly about: string };
  };
};

export const classes: readonly Class[] = [
  {
    id: 'ptclass-1',
    name: '체형교정 기초',
    in: {
      ko: { name: '체형교정 기초', about: '굽은 어깨와 골반을 바로잡습니다' },
      en: { name: 'Posture, basics', about: 'For round shoulders and a tilted pelvis' },
    },
  },
  {
    id: 'ptclass-2',
    name: '필라테스 1:1',
    in: {
      ko: { name: '필라테스 1:1', about: '코어와 유연성을 기릅니다' },
      en: { name: 'Pilates, one to one', about: 'For a strong core, and to move freely' },
    },
  },
  {
    id: 'ptclass-3',
    name: '근력 향상',
    in: {
      ko: { name: '근력 향상', about: '기구로 근력을 키웁니다' },
      en: { name: 'Strength', about: 'With weights and machines' },
    },
  },
  {
    id: 'ptclass-4',
    name: '재활 운동',
    in: {
      ko: { name: '재활 운동', about: '다친 뒤 다시 움직입니다' },
      en: { name: 'Rehabilitation', about: 'To move again after an injury' },
    },
  },
];

/** What a class is called for the reader; what others call it, where it is none of these. */
export const classNameIn = (language: Language, name: string): string =>
  classes.find((one) => one.name === name)?.in[language].name ?? name;
