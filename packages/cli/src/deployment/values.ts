// The values of a deployment, each with what is wrong with it where it cannot be read. The file and
// the environment are held to the same rules.

const PORT_MAX = 65_535;
const PARTITIONS_MAX = 1_024;
const REPLICAS_MAX = 64;

/** What is wrong with a value, and what it should be. */
export type Wrong = { readonly ko: string; readonly en: string };
export type Read<T> = (value: unknown) => { readonly value: T } | Wrong;
export type Readers = { readonly [key: string]: Read<unknown> };

const text: Read<string> = (value) =>
  typeof value === 'string' && value !== ''
    ? { value }
    : { ko: '글이어야 합니다', en: 'must be a text' };

const numberUpTo =
  (max: number): Read<number> =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max
      ? { value }
      : {
          ko: `1부터 ${max}까지의 정수여야 합니다`,
          en: `must be a whole number from 1 to ${max}`,
        };

const listOfTexts: Read<readonly string[]> = (value) =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string')
    ? { value }
    : { ko: '글의 목록이어야 합니다', en: 'must be a list of texts' };

const isHttp = (written: string): boolean =>
  URL.canParse(written) && /^https?:$/.test(new URL(written).protocol);

const listOfUrls: Read<readonly string[]> = (value) => {
  const found = listOfTexts(value);
  if (!('value' in found)) return found;
  const odd = found.value.find((one) => !isHttp(one));
  if (odd === undefined) return found;
  const example = 'http://lodging-payment:8090';
  return { ko: `${odd}: ${example} 꼴이어야 합니다`, en: `has ${odd}; write it like ${example}` };
};

const schemes = {
  store: ['sqlite', 'postgres', 'postgresql', 'mariadb', 'mysql'],
  broker: ['kafka', 'kafkas'],
} as const;

const url =
  (of: keyof typeof schemes, words: readonly string[] = []): Read<string> =>
  (value) => {
    const scheme = typeof value === 'string' ? /^([a-z]+):./.exec(value)?.[1] : undefined;
    const known: readonly string[] = schemes[of];
    if (typeof value === 'string' && (words.includes(value) || known.includes(scheme ?? '')))
      return { value };
    const all = [...words, ...known.map(exampleOf)].join(', ');
    return { ko: `다음 가운데 하나여야 합니다: ${all}`, en: `must be one of ${all}` };
  };

const exampleOf = (scheme: string): string =>
  scheme === 'sqlite' ? 'sqlite:folder' : `${scheme}://…`;

export const contextKeys = {
  store: url('store'),
  replicas: numberUpTo(REPLICAS_MAX),
  port: numberUpTo(PORT_MAX),
  urls: listOfUrls,
} as const;

export const topKeys = {
  businesses: listOfTexts,
  broker: url('broker', ['log']),
  store: url('store'),
  partitions: numberUpTo(PARTITIONS_MAX),
  host: text,
  port: numberUpTo(PORT_MAX),
  grpc: numberUpTo(PORT_MAX),
} as const;

/** Whether an address has a password in it: `postgres://dure:secret@host/dure`. */
export const hasPassword = (address: string): boolean =>
  /^[a-z]+:\/\/[^/?#]*:[^/?#]*@/.test(address);
