// Settings that may change while a service runs: a file that is read again when it has changed, as
// a ConfigMap does. What is wrong in it is said, and what was right before stays.

import { readFileSync } from 'node:fs';
import type { System, Words } from '@dure/domain';
import { parse } from 'yaml';
import { UserError } from '../command.ts';
import { notYaml } from '../not-yaml.ts';
import { readSettings } from '../start/settings.ts';

const MISTAKEN = 2;
/** A mounted ConfigMap takes longer than this to reach a pod. */
const LOOK_MS = 500;

export type SettingsSource = {
  /** Nothing, where there is no file. */
  readonly file: string | undefined;
  /** `--set NAME=value`: what the file does not say. */
  readonly lines: readonly string[];
  readonly system: System;
  /** Settings of other businesses that the file is about as well: they are passed over. */
  readonly passedOver?: readonly string[];
};

export type SettingsFile = {
  readonly isVerbose: boolean;
  readonly settings: { readonly [name: string]: unknown };
};

/** The file cannot be read; what is wrong in one that can is another matter. */
class Away extends UserError {}

const mistaken = (file: string, ko: string, en: string): UserError =>
  new UserError({ ko: `${file}: ${ko}`, en: `${file}: ${en}` }, MISTAKEN);

const isMap = (of: unknown): of is { readonly [key: string]: unknown } =>
  typeof of === 'object' && of !== null && !Array.isArray(of);

const levelIn = (file: string, log: unknown): boolean => {
  if (log === undefined || log === 'warn') return false;
  if (log === 'info') return true;
  throw mistaken(file, `log는 warn이나 info입니다`, 'log must be warn or info');
};

const lineOf = ([name, value]: readonly [string, unknown]): string =>
  `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`;

const parsed = (file: string, text: string): unknown => {
  try {
    return parse(text) ?? {};
  } catch (cause) {
    throw notYaml(file, cause);
  }
};

/**
 * Reads the text of a settings file: `log`, and `settings` by their names on the wall.
 * @throws {UserError} what is wrong with it; none of it counts then.
 */
const settingsIn = (file: string, text: string, source: SettingsSource): SettingsFile => {
  const root = parsed(file, text);
  if (!isMap(root)) throw mistaken(file, '항목과 값이어야 합니다', 'must have keys and values');
  const { log, settings, ...others } = root;
  const [odd] = Object.keys(others);
  if (odd !== undefined) {
    throw mistaken(file, `${odd}: log와 settings만 있습니다`, `${odd}: there are log and settings`);
  }
  const isVerbose = levelIn(file, log);
  const given = settings ?? {};
  if (!isMap(given)) {
    throw mistaken(file, 'settings는 이름과 값이어야 합니다', 'settings must be names and values');
  }
  const { system, passedOver = [] } = source;
  const own = Object.entries(given).filter(([name]) => !passedOver.includes(name));
  return { isVerbose, settings: readSettings(own.map(lineOf), [system], `${file}:`) };
};

type Watching = {
  readonly say: (words: Words) => void;
  readonly setVerbose: (isVerbose: boolean) => void;
};

const changesBetween = (before: object, after: object): string =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((name) => [name, Object(before)[name], Object(after)[name]] as const)
    .filter(([, a, b]) => JSON.stringify(a) !== JSON.stringify(b))
    .map(([name, , now]) => (now === undefined ? name : `${name}=${JSON.stringify(now)}`))
    .join(', ');

/** What a kernel reads its settings from: always what was right last. */
export class LiveSettings {
  /** The same object for as long as the service runs; what is in it changes. */
  readonly values: { [name: string]: unknown };
  readonly #source: SettingsSource;
  readonly #standing: { readonly [name: string]: unknown };
  isVerbose = false;
  #text: string | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @throws {UserError} the file cannot be read, or there is a mistake in it or in the lines. */
  constructor(source: SettingsSource) {
    this.#source = source;
    this.#standing = readSettings(source.lines, [source.system]);
    this.values = { ...this.#standing };
    const { file } = source;
    if (file === undefined) return;
    this.#text = this.#read(file);
    this.#take(settingsIn(file, this.#text, source));
  }

  #read(file: string): string {
    try {
      return readFileSync(file, 'utf8');
    } catch (cause) {
      const ko = `${file} 파일을 읽을 수 없습니다. --settings로 다른 파일을 고르세요`;
      const en = `${file} cannot be read. Choose another file with --settings`;
      throw new Away({ ko, en }, MISTAKEN, { cause });
    }
  }

  #take({ settings, isVerbose }: SettingsFile): void {
    for (const name of Object.keys(this.values)) delete this.values[name];
    Object.assign(this.values, this.#standing, settings);
    this.isVerbose = isVerbose;
  }

  /** Looks at the file again and again; what keeps the process alive is something else. */
  watch(watching: Watching): void {
    const { file } = this.#source;
    if (file === undefined) return;
    watching.setVerbose(this.isVerbose);
    this.#timer = setInterval(() => this.#look(file, watching), LOOK_MS);
    this.#timer.unref();
  }

  #look(file: string, { say, setVerbose }: Watching): void {
    try {
      const text = this.#read(file);
      if (text === this.#text) return;
      this.#text = text;
      const before = { ...this.values };
      this.#take(settingsIn(file, text, this.#source));
      setVerbose(this.isVerbose);
      const changes = changesBetween(before, this.values);
      const log = `log=${this.isVerbose ? 'info' : 'warn'}`;
      const all = [...(changes === '' ? [] : [changes]), log].join(', ');
      say({ ko: `설정이 바뀌었습니다: ${all}`, en: `Settings have changed: ${all}` });
    } catch (cause) {
      this.#refuse(cause, say);
    }
  }

  /** While a ConfigMap is exchanged the file may be away for a moment. */
  #refuse(cause: unknown, say: Watching['say']): void {
    if (!(cause instanceof UserError) || cause instanceof Away) return;
    const { ko, en } = cause.words;
    say({ ko: `${ko}. 앞의 설정이 그대로입니다`, en: `${en}. The settings before it stay` });
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
