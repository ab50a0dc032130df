// Kafka for tests: a real broker of one node, which is its own controller, on loopback. Its
// programs come as packages of Java by Maven, once, into the user's cache.

import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { logSettings, project, VERSION } from './kafka-files.ts';
import { freePort } from './free-port.ts';
import { newFolder } from './places.ts';
import { runServer, unlessCi } from './server.ts';
import type { Server } from './server.ts';
import { aptInstall, untilInstalled } from './system-package.ts';

export type KafkaOptions = {
  /** Lines of `server.properties`: `{ 'message.max.bytes': '20000' }`. */
  readonly settings?: { readonly [name: string]: string };
  /** With TLS; who signed the certificate of the broker lies in `ca.pem` in its folder. */
  readonly tls?: boolean;
  /** Whoever wants to enter has to be this user, by SCRAM-SHA-256. */
  readonly user?: { readonly name: string; readonly password: string };
};

let looked: { readonly libraries?: string; readonly reason?: string } | undefined;

/** Why tests have to do without Kafka here; nothing when it can be started. */
export const reasonNotToBeHad = (): string | undefined => unlessCi(found().reason);

/**
 * Starts a broker without topics, which makes none by itself.
 * @throws {Error} it cannot be had here, or does not start.
 */
export const startKafka = async (options: KafkaOptions = {}): Promise<Server> => {
  const { libraries, reason } = found();
  if (libraries === undefined) throw new Error(reason);
  const folder = newFolder('kafka');
  const place = { folder, port: await freePort(), controller: await freePort() };
  const properties = join(folder, 'server.properties');
  writeFileSync(properties, propertiesText(place, options));
  writeFileSync(join(folder, 'log4j2.properties'), logSettings);
  format({ libraries, folder, properties }, options);
  let logBytes = 0;
  const log = join(folder, 'server.log');
  return runServer({
    name: 'Kafka',
    folder,
    url: urlOf(place.port, options),
    command: 'java',
    args: [...javaArgs(folder), '-cp', join(libraries, '*'), 'kafka.Kafka', properties],
    prepare: () => (logBytes = existsSync(log) ? statSync(log).size : 0),
    isReady: async () => readFileSync(log).subarray(logBytes).includes('Kafka Server started'),
  });
};

const urlOf = (port: number, { user, tls = false }: KafkaOptions): string => {
  const entry = user && `${user.name}:${encodeURIComponent(user.password)}@`;
  const query = user ? '?sasl=scram-sha-256' : '';
  return `kafka${tls ? 's' : ''}://${entry ?? ''}127.0.0.1:${port}${query}`;
};

/** A test broker lives shortly: what starts fast and stays small is better than what runs fast. */
const javaArgs = (folder: string): readonly string[] => [
  '-Xms64m',
  '-Xmx256m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-Xshare:auto',
  '-Djava.awt.headless=true',
  `-Dlog4j2.configurationFile=${join(folder, 'log4j2.properties')}`,
];

type Place = { readonly folder: string; readonly port: number; readonly controller: number };

const propertiesText = ({ folder, port, controller }: Place, options: KafkaOptions): string => {
  const lines = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.bootstrap.servers': `127.0.0.1:${controller}`,
    listeners: `CLIENT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': `CLIENT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'CLIENT',
    'log.dirs': join(folder, 'data'),
    'auto.create.topics.enable': 'false',
    'group.initial.rebalance.delay.ms': '0',
    'log.cleaner.dedupe.buffer.size': '16777216',
    ...ofOneNode,
    [PROTOCOLS]: `CLIENT:${protocolOf(options)},CONTROLLER:PLAINTEXT`,
    ...(options.user && entryOf(options.user)),
    ...(options.tls && certified(folder)),
    ...options.settings,
  };
  return Object.entries(lines)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
};

const ofOneNode = {
  // So long the controller takes one that was killed for alive, and no other in its place.
  'broker.session.timeout.ms': '3000',
  'broker.heartbeat.interval.ms': '500',
  // A member of the newer protocol of groups learns by its next heartbeat what it is given: when
  // each test joins a group of its own, five seconds are what nearly all of it would take.
  'group.consumer.min.heartbeat.interval.ms': '500',
  'group.consumer.heartbeat.interval.ms': '500',
  'offsets.topic.replication.factor': '1',
  'offsets.topic.num.partitions': '4',
  'transaction.state.log.replication.factor': '1',
  'transaction.state.log.min.isr': '1',
  'transaction.state.log.num.partitions': '4',
  'share.coordinator.state.topic.replication.factor': '1',
  'share.coordinator.state.topic.min.isr': '1',
  'share.coordinator.state.topic.num.partitions': '1',
};

const PROTOCOLS = 'listener.security.protocol.map';

const protocolOf = ({ user, tls = false }: KafkaOptions): string =>
  user ? `SASL_${tls ? 'SSL' : 'PLAINTEXT'}` : tls ? 'SSL' : 'PLAINTEXT';

/** A certificate that it has signed itself, for the loopback address. */
const certified = (folder: string) => {
  const store = join(folder, 'keys.p12');
  const access = ['-keystore', store, '-storetype', 'PKCS12', '-storepass', STORE_PASSWORD];
  const entry = [...access, '-alias', 'broker'];
  const subject = ['-dname', 'CN=127.0.0.1', '-ext', 'san=ip:127.0.0.1', '-validity', '2'];
  keytool('-genkeypair', ...entry, '-keyalg', 'EC', ...subject);
  keytool('-exportcert', ...entry, '-rfc', '-file', join(folder, 'ca.pem'));
  return {
    'ssl.keystore.location': store,
    'ssl.keystore.type': 'PKCS12',
    'ssl.keystore.password': STORE_PASSWORD,
    'ssl.truststore.location': store,
    'ssl.truststore.type': 'PKCS12',
    'ssl.truststore.password': STORE_PASSWORD,
  };
};

const STORE_PASSWORD = 'a password of tests';

const keytool = (...args: readonly string[]): void => {
  const { status, stdout } = spawnSync('keytool', [...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`keytool failed: ${stdout}`);
};

/** The broker talks to itself as the same user. */
const entryOf = ({ name, password }: NonNullable<KafkaOptions['user']>) => ({
  'sasl.enabled.mechanisms': 'SCRAM-SHA-256',
  'sasl.mechanism.inter.broker.protocol': 'SCRAM-SHA-256',
  'listener.name.client.scram-sha-256.sasl.jaas.config': [
    'org.apache.kafka.common.security.scram.ScramLoginModule required',
    `username="${name}" password="${password}";`,
  ].join(' '),
});

type Formatted = {
  readonly libraries: string;
  readonly folder: string;
  readonly properties: string;
};

const UUID_BYTES = 16;

const format = ({ libraries, folder, properties }: Formatted, { user }: KafkaOptions): void => {
  const java = [...javaArgs(folder), '-cp', join(libraries, '*'), 'kafka.tools.StorageTool'];
  const id = `A${randomBytes(UUID_BYTES).toString('base64url').slice(1)}`;
  const scram = user && `SCRAM-SHA-256=[name=${user.name},password=${user.password}]`;
  const args = ['format', '-t', id, '-c', properties, '--standalone'];
  const whole = [...java, ...args, ...(scram === undefined ? [] : ['--add-scram', scram])];
  const made = spawnSync('java', whole, { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`Kafka's storage cannot be made: ${made.stderr}`);
};

const found = (): { readonly libraries?: string; readonly reason?: string } => (looked ??= find());

const cacheFolder = (): string =>
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'dure', 'kafka');

const find = (): { readonly libraries?: string; readonly reason?: string } => {
  untilInstalled();
  const libraries = join(cacheFolder(), VERSION);
  const failure =
    missing('java', 'default-jre-headless') ??
    (existsSync(libraries) ? undefined : (missing('mvn', 'maven') ?? fetchInto(libraries)));
  return failure === undefined ? { libraries } : { reason: `Kafka cannot be had: ${failure}.` };
};

/** Why a program is not there, after it was looked for in the system's packages. */
const missing = (program: string, ofSystem: string): string | undefined => {
  if (isInPath(program)) return undefined;
  const reason = aptInstall([ofSystem]);
  return isInPath(program) ? undefined : `there is no ${program}, and ${reason ?? 'none came'}`;
};

/**
 * Beside its place first: what is in its place is whole, also for others who fetch it now.
 * @returns why it is not there; nothing when it is.
 */
const fetchInto = (libraries: string): string | undefined => {
  mkdirSync(cacheFolder(), { recursive: true });
  const beside = mkdtempSync(join(cacheFolder(), 'fetching-'));
  try {
    writeFileSync(join(beside, 'pom.xml'), project);
    const goal = ['dependency:copy-dependencies', '-DoutputDirectory=lib'];
    const args = ['-q', '-B', '-f', 'pom.xml', ...goal, '-DincludeScope=runtime'];
    const { status, stdout } = spawnSync('mvn', args, { cwd: beside, encoding: 'utf8' });
    if (status !== 0) return `Maven does not bring it: ${stdout.trim().split('\n')[0]}`;
    renameSync(join(beside, 'lib'), libraries);
    return undefined;
  } catch (cause) {
    // Another process may have been faster.
    return existsSync(libraries) ? undefined : String(cause);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
};

const isInPath = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
