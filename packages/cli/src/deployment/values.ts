// The values of a deployment, each with what is wrong with it where it cannot be read. The file and
// the environment are held to the same rules.

const PORT_MAX = 65_535;
const PARTITIONS_MAX = 1_024;
const REPLICAS_MAX = 64;
const CONNECTIONS_MAX = 1_000;
const LAG_MAX = 1_000_000;

/** What is wrong with a value, and what it should be. */
export type Wrong = { readonly ko: string; readonly en: string };
/** Where only one key of a map is wrong, it is the one `below`. */
export type Read<T> = (
  value: unknown,
) => { readonly value: T } | (Wrong & { readonly below?: string });
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

/** What Kubernetes takes as a name. */
const DNS_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

const matching =
  (pattern: RegExp, example: string): Read<string> =>
  (value) =>
    typeof value === 'string' && pattern.test(value)
      ? { value }
      : { ko: `${example} 꼴이어야 합니다`, en: `must be written like ${example}` };

/** Whole CPUs are numbers in YAML. */
const quantity =
  (pattern: RegExp, example: string): Read<string> =>
  (value) =>
    matching(pattern, example)(typeof value === 'number' ? String(value) : value);

const oneOf =
  <const T extends string>(all: readonly T[]): Read<T> =>
  (value) => {
    const found = all.find((one) => one === value);
    const words = all.join(', ');
    if (found !== undefined) return { value: found };
    return { ko: `다음 가운데 하나여야 합니다: ${words}`, en: `must be one of ${words}` };
  };

/** Secrets are never among them: files are shown to others. */
const isSecret = (name: string): boolean => /SECRET|PASSWORD|TOKEN$/.test(name);

const wrongVariable = (name: string, value: unknown): Wrong | undefined => {
  if (!/^DURE_[A-Z0-9_]+$/.test(name))
    return { ko: '이름이 DURE_로 시작해야 합니다', en: 'must have a name that begins with DURE_' };
  if (isSecret(name)) {
    const ko = '비밀입니다. 파일에 두지 말고 Secret으로 주세요';
    return { ko, en: 'is secret. Give it by a Secret' };
  }
  const all = Array.isArray(value) ? value : [value];
  return all.every((one) => ['string', 'number', 'boolean'].includes(typeof one))
    ? undefined
    : {
        ko: '글이나 수, 또는 그 목록이어야 합니다',
        en: 'must be a text, a number, or a list of them',
      };
};

const variables: Read<{ readonly [name: string]: string }> = (value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const ko = 'DURE_…로 시작하는 이름과 값이어야 합니다';
    return { ko, en: 'must have names that begin with DURE_, and values' };
  }
  const entries = Object.entries(value);
  for (const [below, of] of entries) {
    const wrong = wrongVariable(below, of);
    if (wrong) return { ...wrong, below };
  }
  return { value: Object.fromEntries(entries.map(([name, of]) => [name, String(of)])) };
};

const schemes = {
  store: ['sqlite', 'postgres', 'postgresql', 'mariadb', 'mysql', 'mongodb'],
  broker: ['kafka', 'kafkas'],
} as const;

const url =
  (of: keyof typeof schemes, words: readonly string[] = []): Read<string> =>
  (value) => {
    const scheme = typeof value === 'string' ? /^([a-z]+):./.exec(value)?.[1] : undefined;
    const known: readonly string[] = schemes[of];
    if (typeof value === 'string' && (words.includes(value) || known.includes(scheme ?? '')))
      return isUnproved(value) ? unproved : { value };
    const all = [...words, ...known.map(exampleOf)].join(', ');
    return { ko: `다음 가운데 하나여야 합니다: ${all}`, en: `must be one of ${all}` };
  };

/** The store on MongoDB is for whoever says that they know what it is. */
const isUnproved = (value: string): boolean =>
  value.startsWith('mongodb:') && !/[?&]unproved=accepted(?:&|$)/.test(value);

const unproved: Wrong = {
  ko: '실제 서버에서 증명되지 않은 MongoDB입니다. 그래도 쓰려면 주소 끝에 ?unproved=accepted를 붙이세요',
  en: 'is on MongoDB, which no real server has proved. To use it, end it with ?unproved=accepted',
};

const exampleOf = (scheme: string): string =>
  scheme === 'sqlite' ? 'sqlite:folder' : `${scheme}://…`;

/** Of a `replicasMax` that is below its `replicas`. */
export const fewerThan = (replicas: number): Wrong => ({
  ko: `replicas(${replicas})보다 작을 수 없습니다`,
  en: `must not be less than replicas, which is ${replicas}`,
});

/** How many there are of a service, and what each of them is given. */
export const sizeKeys = {
  replicas: numberUpTo(REPLICAS_MAX),
  replicasMax: numberUpTo(REPLICAS_MAX),
  cpu: quantity(/^[1-9]\d{0,5}m?$/, '500m'),
  memory: quantity(/^[1-9]\d{0,5}(?:Mi|Gi)$/, '512Mi'),
  disk: quantity(/^[1-9]\d{0,5}(?:Mi|Gi)$/, '2Gi'),
} as const;

export const contextKeys = {
  ...sizeKeys,
  store: url('store'),
  port: numberUpTo(PORT_MAX),
  urls: listOfUrls,
  lagPerReplica: numberUpTo(LAG_MAX),
  connections: numberUpTo(CONNECTIONS_MAX),
} as const;

/** What is said of a cluster alone. */
export const kubernetesKeys = {
  image: matching(/^[a-z0-9][\w./:@-]*[:@][\w.:-]+$/, 'registry.example.org/dure:0.1.0'),
  namespace: matching(DNS_LABEL, 'dure'),
  hostname: matching(/^(?=.{1,253}$)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+$/, 'dure.example.org'),
  entry: matching(/^(?:ingress:[a-z0-9-]+|gateway:[a-z0-9-]+\/[a-z0-9-]+)$/, 'ingress:nginx'),
  tls: matching(DNS_LABEL, 'dure-tls'),
  storageClass: matching(DNS_LABEL, 'standard'),
  trust: matching(DNS_LABEL, 'company-ca'),
  scaler: oneOf(['cpu', 'keda']),
  monitoring: matching(DNS_LABEL, 'monitoring'),
  runbook: text,
  environment: variables,
} as const;

export const topKeys = {
  businesses: listOfTexts,
  broker: url('broker', ['log']),
  store: url('store'),
  partitions: numberUpTo(PARTITIONS_MAX),
  connections: numberUpTo(CONNECTIONS_MAX),
  host: text,
  port: numberUpTo(PORT_MAX),
  grpc: numberUpTo(PORT_MAX),
} as const;

/** Whether an address has a password in it: `postgres://dure:secret@host/dure`. */
export const hasPassword = (address: string): boolean =>
  /^[a-z]+:\/\/[^/?#]*:[^/?#]*@/.test(address);
