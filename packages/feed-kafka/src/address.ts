// Where Kafka is and how to enter: a URL that a configuration holds in one line, or options.
//
//   kafka://broker-1:9092,broker-2:9092
//   kafkas://lodging:secret@broker-1:9093?sasl=scram-sha-512     with TLS

import type { Words } from '@dure/domain';

export type KafkaAddress = {
  readonly brokers: readonly { readonly host: string; readonly port: number }[];
  /** With TLS, and what it takes: authorities and certificates in PEM. */
  readonly tls?: KafkaTls;
  readonly sasl?: KafkaSasl;
};

export type KafkaTls = { readonly ca?: string; readonly cert?: string; readonly key?: string };

const mechanisms = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const;

export type KafkaSasl = {
  readonly mechanism: (typeof mechanisms)[number];
  readonly user: string;
  readonly password: string;
};

/** What does not belong into a URL, and stands in for what does not stand in it. */
export type KafkaSecrets = { readonly password?: string; readonly tls?: KafkaTls };

/** An address that cannot be read. Its words never repeat it, for it may hold a password. */
export class WrongAddress extends Error {
  readonly words: Words;
  constructor({ ko, en }: Words) {
    super(en);
    this.name = 'WrongAddress';
    this.words = { ko, en };
  }
}

const PORT = 9_092;
const parts = /^(kafkas?):\/\/(?:([^@/?#]*)@)?([^@/?#]+)\/?(?:\?([^#]*))?$/;
const broker = /^(\[[0-9a-fA-F:.]+\]|[^:[\]\s]+)(?::(\d{1,5}))?$/;

/** @throws {WrongAddress} it is no address of Kafka. */
export const kafkaAddress = (url: string, secrets: KafkaSecrets = {}): KafkaAddress => {
  const found = parts.exec(url);
  if (!found) throw wrong(whole);
  const [, scheme, credentials, hosts = '', query] = found;
  const sasl = saslIn(credentials, new URLSearchParams(query), secrets);
  const { tls = scheme === 'kafkas' ? {} : undefined } = secrets;
  return { brokers: hosts.split(',').map(brokerIn), ...(tls && { tls }), ...(sasl && { sasl }) };
};

const whole: Words = {
  ko: 'Kafka 주소는 kafka://호스트:9092 꼴입니다. 브로커가 여럿이면 쉼표로 잇고, TLS를 쓰면 kafkas://로 시작합니다.',
  en: [
    'An address of Kafka looks like kafka://host:9092, with commas between several',
    'brokers, and begins with kafkas:// for TLS.',
  ].join(' '),
};

const wrong = (words: Words): WrongAddress => new WrongAddress(words);

const brokerIn = (text: string): KafkaAddress['brokers'][number] => {
  const [, host, port = String(PORT)] = broker.exec(text.trim()) ?? [];
  if (host === undefined || Number(port) > 65_535 || Number(port) === 0) {
    throw wrong({
      ko: `Kafka 주소의 브로커 "${text}"을(를) 읽을 수 없습니다. 호스트:포트 꼴로 적어 주세요.`,
      en: `The broker "${text}" in the address of Kafka cannot be read: write host:port.`,
    });
  }
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
};

const saslIn = (
  credentials: string | undefined,
  query: URLSearchParams,
  secrets: KafkaSecrets,
): KafkaSasl | undefined => {
  if (credentials === undefined) return undefined;
  const at = credentials.indexOf(':');
  const user = decoded(at < 0 ? credentials : credentials.slice(0, at));
  const password = secrets.password ?? (at < 0 ? '' : decoded(credentials.slice(at + 1)));
  const asked = (query.get('sasl') ?? 'scram-sha-256').toUpperCase();
  const mechanism = mechanisms.find((known) => known === asked);
  if (mechanism) return { mechanism, user, password };
  throw wrong({
    ko: `sasl=${asked}은(는) 모르는 방식입니다. 쓸 수 있는 것: ${mechanisms.join(', ')}.`,
    en: `sasl=${asked} is not known. There are ${mechanisms.join(', ')}.`,
  });
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrong({
      ko: 'Kafka 주소의 사용자나 비밀번호에 있는 % 기호를 읽을 수 없습니다. %25로 적어 주세요.',
      en: 'A % in the user or the password of the address of Kafka cannot be read: write %25.',
    });
  }
};
