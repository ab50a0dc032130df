// Settings: the numbers and switches that a business may turn without touching a rule, each within
// its bounds.

import { mapValues } from './notes.ts';
import { count, numberFrom, orJson, textLike, textOf, truth, valueObject } from './shapes.ts';
import { ofNoPerson } from './personal.ts';
import type { Shape, Unowned } from './shapes.ts';
import { readValue, valueMistakes } from './reading.ts';
import type { Mistake, ReadValue } from './reading.ts';

/** The units of how long something takes. */
export type TimeUnit = 'days' | 'hours' | 'minutes' | 'seconds';

/** Money is counted in whole coins of one currency. */
export type Currency = 'won' | 'yen' | 'cents';

export type Unit = TimeUnit | Currency | 'percent' | 'metres' | 'times' | 'per second';

export type Setting<T = unknown, U extends Unit = Unit> = {
  readonly name: string;
  readonly standard: T;
  readonly unit?: U;
  /** What it may be set to. */
  readonly shape: Shape<T>;
};

/** How long something takes. */
export type Duration = Setting<number, TimeUnit>;

/** Narrower than what the unit allows. */
export type Bounds = {
  /** The least value. */
  readonly atLeast?: number;
  /** The greatest value. */
  readonly atMost?: number;
};

/** A setting of any shape, such as a phone number. */
export type Shaped<T> = { readonly shape: Shape<T>; readonly standard: T };

type Sketch =
  | number
  | string
  | boolean
  | readonly [number, Unit, Bounds?]
  | readonly [object, Unit, Bounds?]
  | Shaped<unknown>;

type SettingOf<S> = S extends readonly [infer T, infer U extends Unit, Bounds?]
  ? Setting<Widen<T>, U>
  : S extends Shaped<infer T>
    ? Setting<T>
    : Setting<Widen<S>>;

type Widen<T> = T extends number
  ? number
  : T extends boolean
    ? boolean
    : T extends string
      ? string
      : { readonly [K in keyof T]: Widen<T[K]> };

/**
 * Numbers and switches of a context, with their standards: a rule reads one as
 * `known.setting(setting.RENTAL_MAX)`.
 *
 * `settings({ NIGHTS: [30, 'days', { atLeast: 1 }], CHECK_IN: timeOfDay('15:00'), AUTO: false })`
 *
 * What is not bounded here has the bounds of its unit: a percentage is from 0 to 100, and nothing
 * is negative. How long something takes may be a fraction; all else is whole.
 * @throws {Error} a standard lies outside of its own bounds.
 */
export const settings = <const G extends { readonly [name: string]: Sketch }>(
  group: G,
): { readonly [N in keyof G]: SettingOf<G[N]> } =>
  // `mapValues` forgets which setting has which type; `G` itself says it.
  mapValues<Sketch, Setting>(group, (sketch, name) => checked({ name, ...factsOf(sketch) })) as {
    readonly [N in keyof G]: SettingOf<G[N]>;
  };

const checked = (setting: Setting): Setting => {
  const [mistake] = mistakesIn(setting, setting.standard);
  if (mistake) throw new Error(`The standard of ${setting.name} ${mistake.en}.`);
  return setting;
};

/** What is wrong with a value that a setting is to have; nothing, where it may have it. */
export const mistakesIn = ({ name, shape }: Setting, value: unknown): readonly Mistake[] =>
  valueMistakes(shape, value, name);

/** Reads what was written for a setting, as text or as it is. */
export const readSetting = ({ name, shape }: Setting, written: unknown): ReadValue =>
  readValue(shape, written, name);

/** A setting of any shape, such as a phone number, with its standard. */
export const shaped = <T>(shape: Shape<T> | Unowned<T>, standard: T): Shaped<T> => ({
  shape: ofNoPerson(shape),
  standard,
});

const timeWords = {
  ko: '00:00부터 23:59까지의 시각이어야 합니다',
  en: 'must be a time of day, from 00:00 to 23:59',
};

/** A time of day on the clocks of the business, such as `15:00`. */
export const timeOfDay = (standard: string): Shaped<string> =>
  shaped(textLike('^([01]\\d|2[0-3]):[0-5]\\d$', timeWords), standard);

type Facts = Omit<Setting, 'name'>;

const factsOf = (sketch: Sketch): Facts => {
  if (isMeasured(sketch)) {
    const [standard, unit, bounds] = sketch;
    return { standard, unit, shape: measured(standard, limitsOf(unit, bounds)) };
  }
  if (typeof sketch === 'object') return sketch;
  if (typeof sketch === 'number') return { standard: sketch, shape: measured(sketch, plain) };
  return { standard: sketch, shape: typeof sketch === 'string' ? textOf(TEXT_MAX, 0) : onOrOff };
};

type Measured = Extract<Sketch, readonly unknown[]>;

const isMeasured = (sketch: Sketch): sketch is Measured => Array.isArray(sketch);

const TEXT_MAX = 200;
const AMOUNT_MAX = 1_000_000_000;
const YEARS_MAX = 10;
const DAYS_MAX = 366 * YEARS_MAX;

type Limits = Required<Bounds> & { readonly isWhole: boolean };

const lasting = (most: number): Limits => ({ atLeast: 0, atMost: most, isWhole: false });
const counted = (atLeast: number, atMost: number): Limits => ({ atLeast, atMost, isWhole: true });

const plain = counted(0, AMOUNT_MAX);

const limits: { readonly [U in Unit]: Limits } = {
  days: lasting(DAYS_MAX),
  hours: lasting(DAYS_MAX * 24),
  minutes: lasting(DAYS_MAX * 24 * 60),
  seconds: lasting(DAYS_MAX * 24 * 3600),
  won: plain,
  yen: plain,
  cents: plain,
  percent: counted(0, 100),
  metres: counted(0, AMOUNT_MAX),
  times: counted(0, AMOUNT_MAX),
  'per second': counted(1, AMOUNT_MAX),
};

const limitsOf = (unit: Unit, bounds: Bounds = {}): Limits => ({ ...limits[unit], ...bounds });

const numberOf = ({ atLeast, atMost, isWhole }: Limits): Shape<number> =>
  isWhole ? count({ min: atLeast, max: atMost }) : numberFrom(atLeast, atMost);

/** A number, or an amount for each name, all within the same bounds. */
const measured = (standard: number | object, within: Limits): Shape => {
  const each = numberOf(within);
  if (typeof standard === 'number') return each;
  return orJson(valueObject(mapValues({ ...standard }, () => each)));
};

const switches: { readonly [word: string]: boolean } = { on: true, off: false };

const onOrOff: Shape<boolean> = {
  ...truth,
  read: (written) =>
    typeof written === 'string'
      ? (switches[written.trim().toLowerCase()] ?? truth.read(written.toLowerCase()))
      : written,
};
