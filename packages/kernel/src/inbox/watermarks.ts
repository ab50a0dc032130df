// Watermarks: up to where the effects of another log are in a partition of ours, and which log that
// is. Both lie in the head's facts: a number for each partition of the source, the log's id once.

import type { Head, Json, LogEnd } from '../ports.ts';

type Facts = Head['facts'];

/** One partition of a context's log. */
export type Source = {
  readonly context: string;
  readonly partition: number;
  /** One that reads it apart from the others, with a watermark of its own. */
  readonly reader?: string | undefined;
};

/** The watermark of a source's partition among the facts of a partition of ours. */
export const watermarkFact = ({ context, partition, reader }: Source): string =>
  reader === undefined ? `seen:${context}/${partition}` : `seen:${context}/${partition}#${reader}`;

/** Which log of a source the watermarks count. */
export const logFact = (source: string): string => `log:${source}`;

export const watermarkIn = (facts: Facts, source: Source): number =>
  Number(facts[watermarkFact(source)] ?? 0);

/** Whether a log of a context was followed with the others. */
export const follows = (facts: Facts, context: string): boolean =>
  Object.keys(facts).some((name) => name.startsWith(`seen:${context}/`) && !name.includes('#'));

/** The furthest that anyone here has seen of a source. */
const furthestIn = (facts: Facts, { context, partition }: Source): number => {
  const mark = watermarkFact({ context, partition });
  const marks = Object.entries(facts).filter(([name]) => name.split('#', 1)[0] === mark);
  return Math.max(0, ...marks.map(([, seen]) => Number(seen)));
};

/** The log that was followed; nothing, where none was, or before logs had ids. */
export const logIn = (facts: Facts, source: string): string | undefined => {
  const log: Json | undefined = facts[logFact(source)];
  return typeof log === 'string' ? log : undefined;
};

/** A log that is not the one that was followed: another one, an older state of it, or none. */
export type WrongLog = Pick<Source, 'context' | 'partition'> & {
  readonly is: 'another' | 'older' | 'empty';
  /** The last record of it that had its effects here. */
  readonly seen: number;
  /** The last record that it has. */
  readonly end: number;
};

/**
 * What is wrong with a log, given the facts of all partitions that follow it; nothing, when it goes
 * on where it was left. Marks without a log's id take any log that is long enough.
 */
export const wrongLog = (
  all: readonly Facts[],
  source: Source,
  { logId, sequence: end }: LogEnd,
): WrongLog | undefined => {
  const { context, partition } = source;
  const seen = Math.max(0, ...all.map((facts) => furthestIn(facts, source)));
  const followed = all.map((facts) => logIn(facts, context));
  const isAnother = followed.some((log) => log !== undefined && log !== logId);
  if (seen > 0 && end === 0) return { context, partition, is: 'empty', seen, end };
  if (isAnother) return { context, partition, is: 'another', seen, end };
  return seen > end ? { context, partition, is: 'older', seen, end } : undefined;
};

export type Words = { readonly ko: string; readonly en: string };

/** The page that says what to do. */
const PAGE = 'docs/guides/restore-a-backup.md';

/** For the person who must restore it. */
export const wordsForWrongLog = (follower: string, log: WrongLog): Words => {
  const { ko, en } = whatIsWrong(follower, log);
  return { ko: `${ko} ${whatToDo.ko}`, en: `${en} ${whatToDo.en}` };
};

export const whatIsWrong = (follower: string, log: WrongLog): Words => {
  const { context } = log;
  const [end, seen] = [log.end, log.seen].map((of) => `${context}.${log.partition}.${of}`);
  switch (log.is) {
    case 'another':
      return {
        ko: `${context}의 기록이 ${follower}이(가) 따라 온 것이 아닙니다. 다른 데이터로 바뀌었습니다.`,
        en: `The log of ${context} is not the one that ${follower} has followed: it was replaced.`,
      };
    case 'empty':
      return {
        ko: `${context}의 기록이 비어 있습니다. ${follower}은(는) 이미 ${seen}까지 따라 왔습니다.`,
        en: `The log of ${context} is empty, although ${follower} has followed it up to ${seen}.`,
      };
    default:
      return {
        ko: [
          `${context}의 기록이 오래된 사본입니다. ${end}에서 끝나는데,`,
          `${follower}은(는) 이미 ${seen}까지 따라 왔습니다.`,
        ].join(' '),
        en: [
          `The log of ${context} is an older copy: it ends at ${end},`,
          `and ${follower} has followed it up to ${seen}.`,
        ].join(' '),
      };
  }
};

export const whatToDo: Words = {
  ko: [
    '이대로 가면 앞으로 일어나는 일이 빠지고 같은 번호가 두 번 나가므로 멈추었습니다.',
    '맞는 데이터를 제자리에 돌려 놓거나, 이 사업의 모든 데이터를 한 백업에서 되돌린 뒤',
    `다시 시작해 주세요: ${PAGE}`,
  ].join(' '),
  en: [
    'Going on would lose what happens next and give out numbers twice, so it has stopped.',
    'Put the right data back, or restore all data of the business from one backup;',
    `then start again: ${PAGE}`,
  ].join(' '),
};
