// A gateway that runs, looked at from outside: whether it is there, its clock, its certificate, and
// what its figures say of the contexts behind it.

import { connect } from 'node:tls';
import { certificateOf, clockOf } from './machine.ts';
import { well } from './finding.ts';
import type { Check, Finding, Level } from './finding.ts';

const ANSWER_MS = 15_000;
/** A date in an answer is of a whole second. */
const HALF_S_MS = 500;

type Rule = {
  readonly check: Check;
  readonly level: Level;
  readonly isWrong: (value: number) => boolean;
  readonly ko: string;
  readonly en: string;
  readonly doKo: string;
  readonly doEn: string;
};

const LAG_MOST = 1_000;
const LATE_S = 60;

/** By the names of the figures. Each alarm of the runbook has more on the same. */
const rules: { readonly [figure: string]: Rule } = {
  dure_context_up: {
    check: 'reachable',
    level: 'bad',
    isWrong: (value) => value === 0,
    ko: '서비스를 할 수 없습니다',
    en: 'It cannot serve',
    doKo: '…/ops/services가 까닭을 말합니다',
    doEn: 'Look at …/ops/services for the cause',
  },
  dure_context_troubles: {
    check: 'logs',
    level: 'bad',
    isWrong: (value) => value > 0,
    ko: '따라가던 기록이 아닌 기록이 있습니다',
    en: 'A log is not the one that it followed',
    doKo: '모든 서비스를 한 백업에서 복원하세요',
    doEn: 'Restore all contexts from one backup',
  },
  dure_stopped_messages: {
    check: 'parked',
    level: 'soon',
    isWrong: (value) => value > 0,
    ko: '멈춘 메시지가 있습니다',
    en: 'Messages have stopped',
    doKo: '…/ops/parked-groups를 보세요',
    doEn: 'Look at …/ops/parked-groups',
  },
  dure_lag_records: {
    check: 'gaps',
    level: 'soon',
    isWrong: (value) => value > LAG_MOST,
    ko: '기록을 따라잡지 못하고 있습니다',
    en: 'It is far behind a log',
    doKo: '프로세스를 늘리거나, 원본이 있는지 보세요',
    doEn: 'Add replicas, or see whether its source is there',
  },
  dure_deadline_overdue_seconds: {
    check: 'clock',
    level: 'bad',
    isWrong: (value) => value > LATE_S,
    ko: '기한이 지났는데 아무 일도 없습니다',
    en: 'Deadlines are due and do not fire',
    doKo: '시계와, 파티션을 맡은 프로세스가 있는지 보세요',
    doEn: 'Look at the clock, and whether each partition has a replica',
  },
};

const linePattern = /^(\w+)\{([^}]*)\} (\S+)$/;

const labelIn = (labels: string, name: string): string =>
  new RegExp(`(?:^|,)${name}="([^"]*)"`).exec(labels)?.[1] ?? '';

const findingOf = (line: string): readonly Finding[] => {
  const [, figure = '', labels = '', value = ''] = linePattern.exec(line) ?? [];
  const rule = Object.hasOwn(rules, figure) ? rules[figure] : undefined;
  if (!rule?.isWrong(Number(value))) return [];
  const { check, level, ko, en, doKo, doEn } = rule;
  const where = `${labelIn(labels, 'business')}/${labelIn(labels, 'context')}`;
  const words = { ko: `${ko} (${value})`, en: `${en} (${value})` };
  return [{ check, level, where, words, advice: { ko: doKo, en: doEn } }];
};

const away = (url: string, cause: unknown): Finding => {
  const english = cause instanceof Error ? cause.message : String(cause);
  return {
    check: 'reachable',
    level: 'bad',
    where: url,
    words: { ko: `답하지 않습니다: ${english}`, en: `It does not answer: ${english}` },
    advice: {
      ko: '프로세스가 있는지, 주소가 맞는지 보세요',
      en: 'See whether the process is there, and the address is right',
    },
  };
};

const skewOf = (url: string, date: string | null, nowMs: number): readonly Finding[] =>
  date === null ? [] : [clockOf(url, Date.parse(date) + HALF_S_MS - nowMs)];

const certificateAt = ({ hostname, port }: URL): Promise<number> =>
  new Promise((resolve, reject) => {
    const at = { host: hostname, port: Number(port || '443'), servername: hostname };
    // It is only looked at: whoever sends something to this address checks it.
    const socket = connect({ ...at, rejectUnauthorized: false }, () => {
      resolve(Date.parse(socket.getPeerCertificate().valid_to));
      socket.destroy();
    });
    socket.setTimeout(ANSWER_MS, () => socket.destroy(new Error('No answer in time')));
    socket.on('error', reject);
  });

const securityOf = async (url: string): Promise<readonly Finding[]> => {
  const place = new URL(url);
  if (place.protocol !== 'https:') return [];
  return [certificateOf(url, await certificateAt(place), Date.now())];
};

/** What can be found at the address of a gateway. */
export const addressOf = async (url: string): Promise<readonly Finding[]> => {
  try {
    const certificate = await securityOf(url);
    const signal = AbortSignal.timeout(ANSWER_MS);
    const response = await fetch(new URL('/metrics', url), { signal });
    const now = Date.now();
    const figures = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${url}`);
    const there = well('reachable', url, { ko: '답합니다', en: 'It answers' });
    const skew = skewOf(url, response.headers.get('date'), now);
    return [there, ...skew, ...certificate, ...figures.split('\n').flatMap(findingOf)];
  } catch (cause) {
    return [away(url, cause)];
  }
};
