// What a value should have been, in words that a person understands.

import { digitsIn } from './schema.ts';
import type { Schema } from './schema.ts';
import type { Words } from './words.ts';

const grouped = (number: number): string => String(number).replace(/\B(?=(\d{3})+$)/g, ',');

const wholeNumber = ({ minimum, maximum }: Schema): Words => {
  const isBounded = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER;
  if (minimum !== undefined && isBounded) {
    const [from, to] = [grouped(minimum), grouped(maximum)];
    return {
      ko: `${from} 이상 ${to} 이하의 정수여야 합니다`,
      en: `must be a whole number from ${from} to ${to}`,
    };
  }
  if (minimum === undefined) return { ko: '정수여야 합니다', en: 'must be a whole number' };
  const from = grouped(minimum);
  return { ko: `${from} 이상의 정수여야 합니다`, en: `must be a whole number, at least ${from}` };
};

const anyNumber = (schema: Schema): Words => {
  const { ko, en } = inBounds(schema);
  if (schema.multipleOf === undefined) return { ko: `${ko}여야 합니다`, en: `must be ${en}` };
  const digits = digitsIn(schema.multipleOf);
  return {
    ko: `소수점 아래 ${digits}자리까지의 ${ko}여야 합니다`,
    en: `must be ${en}, with at most ${digits} digits after the point`,
  };
};

const inBounds = ({ minimum, maximum }: Schema): Words => {
  if (minimum === undefined || maximum === undefined) {
    return { ko: '수', en: 'a number' };
  }
  const [from, to] = [grouped(minimum), grouped(maximum)];
  return {
    ko: `${from} 이상 ${to} 이하의 수`,
    en: `a number from ${from} to ${to}`,
  };
};

const patterned = (pattern: string): Words => {
  const [, kind] = /^\^([a-z-]+)-\[/i.exec(pattern) ?? [];
  if (kind === undefined) return { ko: '형식이 올바르지 않습니다', en: 'is not well formed' };
  return {
    ko: `${kind}-1 또는 1과 같은 번호여야 합니다`,
    en: `must be an id such as ${kind}-1, or 1`,
  };
};

const text = ({ format, pattern, minLength = 0, maxLength }: Schema): Words => {
  if (format === 'date') {
    return {
      ko: '2024-02-21과 같은, 달력에 있는 날짜여야 합니다',
      en: 'must be a day of the calendar, such as 2024-02-21',
    };
  }
  if (format === 'date-time') {
    return {
      ko: '2024-02-21T15:00:00+09:00과 같은 날짜와 시각이어야 합니다',
      en: 'must be a date and time, such as 2024-02-21T15:00:00+09:00',
    };
  }
  if (pattern !== undefined) return patterned(pattern);
  if (maxLength === undefined) return { ko: '글이어야 합니다', en: 'must be text' };
  return {
    ko: `${minLength}자 이상 ${grouped(maxLength)}자 이하의 글이어야 합니다`,
    en: `must be text of ${minLength} to ${grouped(maxLength)} characters`,
  };
};

const listed = ({ maxItems }: Schema): Words => {
  if (maxItems === undefined) return { ko: '목록이어야 합니다', en: 'must be a list' };
  const most = grouped(maxItems);
  return {
    ko: `${most}개 이하의 목록이어야 합니다`,
    en: `must be a list of at most ${most}`,
  };
};

const oneOf = (choices: readonly unknown[]): Words => {
  const words = choices.join(', ');
  return { ko: `다음 중 하나여야 합니다: ${words}`, en: `must be one of: ${words}` };
};

const choice = (all: readonly Schema[]): Words => {
  const of = all.filter((schema) => schema.type !== 'null');
  const [first] = of;
  return first && of.length === 1 ? expected(first) : oneOf(of.map((schema) => schema.const));
};

const byType: { readonly [type: string]: (schema: Schema) => Words } = {
  integer: wholeNumber,
  number: anyNumber,
  string: text,
  array: listed,
  boolean: () => ({ ko: 'true 또는 false여야 합니다', en: 'must be true or false' }),
  object: () => ({ ko: '객체여야 합니다', en: 'must be an object' }),
};

const explained = new WeakMap<Schema, Words>();

/** Says in words what a value of this very schema should be. */
export const explain = (schema: Schema, words: Words): void => {
  explained.set(schema, words);
};

/** What a value of a schema should have been. */
export const expected = (schema: Schema): Words => {
  const words = explained.get(schema);
  if (words) return words;
  if (schema.anyOf) return choice(schema.anyOf);
  if (schema.const !== undefined) return oneOf([schema.const]);
  return (
    byType[schema.type ?? '']?.(schema) ?? { ko: '값이 올바르지 않습니다', en: 'is not valid' }
  );
};

export const missing: Words = { ko: '필수 항목입니다', en: 'is required' };
