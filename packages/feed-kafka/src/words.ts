// What people read when Kafka is not as it has to be: in Korean and English, what happened and what
// to do. Never a password, nor a text of the client's that may hold one.

import type { Words } from '@dure/domain';
import type { KafkaAddress } from './address.ts';

/**
 * - `away`: no broker answers, or not in time. It is waited for.
 * - `refused`: the broker does not let us in, or not do this.
 * - `topic`: a topic has another number of partitions than the log, or cannot be made.
 * - `group`: a consumer group is in use.
 * - `stalled`: the broker has records and brings none; the consumer begins anew.
 */
export type KafkaTrouble = Words & {
  readonly is: 'away' | 'refused' | 'topic' | 'group' | 'stalled';
};

/** Kafka is not as it has to be, and what to do about it. */
export class KafkaUnavailable extends Error {
  readonly trouble: KafkaTrouble;
  constructor(trouble: KafkaTrouble) {
    super(trouble.en);
    this.name = 'KafkaUnavailable';
    this.trouble = trouble;
  }
}

/** Brokers as people name them: no user, no password. */
export const shown = ({ brokers }: KafkaAddress): string =>
  brokers.map(({ host, port }) => `${host}:${port}`).join(', ');

/** A text of the client's, without the password, whatever it was put into. */
const withoutSecrets = (text: string, { sasl }: KafkaAddress): string =>
  sasl === undefined || sasl.password === '' ? text : text.replaceAll(sasl.password, '…');

/** The causes of a failure, from the outermost, in one line. */
export const causesOf = (error: unknown): readonly string[] => {
  if (!(error instanceof Error)) return [String(error)];
  const below: readonly unknown[] = error instanceof AggregateError ? error.errors : [];
  const next = [...below, ...(error.cause === undefined ? [] : [error.cause])];
  return [error.message, ...next.slice(0, 1).flatMap(causesOf)];
};

const refusals = [
  'AUTHENTICATION',
  'AUTHORIZATION_FAILED',
  'SASL',
  'not authorized',
  'uthentication',
  'certificate',
];

/** Whether the broker is there and says no: time alone does not cure that. */
const isRefusal = (texts: readonly string[]): boolean =>
  texts.some((text) => refusals.some((refusal) => text.includes(refusal)));

/** What a failure of the client means. */
export const troubleOf = (error: unknown, address: KafkaAddress): KafkaTrouble => {
  if (error instanceof KafkaUnavailable) return error.trouble;
  const causes = causesOf(error);
  const at = shown(address);
  const detail = withoutSecrets(causes.at(-1) ?? '', address);
  if (isRefusal(causes)) {
    return {
      is: 'refused',
      ko: [
        `Kafka(${at})가 접속을 받아 주지 않습니다(${detail}). 사용자, 비밀번호, 인증서, 권한을 확인해 주세요. 기록은 저장소에`,
        '남아 있고, 고쳐지면 이어서 보냅니다.',
      ].join(' '),
      en: [
        `Kafka at ${at} does not let us in (${detail}). Check user, password,`,
        'certificate and permissions. Records stay in the store and are sent once that',
        'is mended.',
      ].join(' '),
    };
  }
  return {
    is: 'away',
    ko: [
      `Kafka(${at})에 닿지 않습니다(${detail}). 브로커가 켜져 있는지, 주소가 맞는지 확인해 주세요. 기록은 저장소에 남아 있고,`,
      '돌아오면 이어서 보냅니다.',
    ].join(' '),
    en: [
      `Kafka at ${at} cannot be reached (${detail}). Check that the broker runs and`,
      'that the address is right. Records stay in the store and are sent when it is',
      'back.',
    ].join(' '),
  };
};

type Counted = { readonly topic: string; readonly wanted: number; readonly found: number };

/** A topic whose partitions are not those of the log. */
export const wrongPartitions = ({ topic, wanted, found }: Counted): KafkaTrouble => ({
  is: 'topic',
  ko: [
    `토픽 ${topic}의 파티션이 ${found}개인데 기록의 파티션은 ${wanted}개입니다. 그대로 쓰면 순서가 섞이므로 멈추었습니다.`,
    '이 토픽을 지우면 알맞게 다시 만듭니다. 기록은 저장소에 모두 있어 잃는 것이 없습니다.',
  ].join(' '),
  en: [
    `Topic ${topic} has ${found} partitions, and its log has ${wanted}. Using it`,
    'would mix up the order, so it is not used. Delete it, and it is made as it has',
    'to be: all records are in the store, and nothing is lost.',
  ].join(' '),
});

export const wrongName = (topic: string): KafkaTrouble => ({
  is: 'topic',
  ko: `"${topic}"은(는) Kafka 토픽 이름이 될 수 없습니다. 영문자, 숫자, 점, 밑줄, 붙임표로 249자까지 쓸 수 있습니다.`,
  en: [
    `"${topic}" cannot be the name of a topic in Kafka: up to 249 letters, digits,`,
    'dots, underscores and hyphens are allowed.',
  ].join(' '),
});

export const hasMembers = (group: string): KafkaTrouble => ({
  is: 'group',
  ko: `Kafka 소비자 그룹 ${group}을(를) 아직 읽는 프로세스가 있습니다. 끝낸 뒤 다시 해 주세요. 아무것도 지우지 않았습니다.`,
  en: [
    `A process is still a member of the consumer group ${group} of Kafka. End it,`,
    'then do this again. Nothing was dropped.',
  ].join(' '),
});

export const stalledAt = (place: string): KafkaTrouble => ({
  is: 'stalled',
  ko: `Kafka에 ${place}의 새 기록이 있는데 오지 않아 다시 접속합니다. 그동안은 보낸 곳의 기록에서 읽습니다.`,
  en: [
    `Kafka has records of ${place} and brings none: the consumer begins anew. Until`,
    'then they are read from the log that they come from.',
  ].join(' '),
});
