// Settings: the numbers and switches that a business may turn without touching a rule.

import { mapValues } from './notes.ts';

/** The units of how long something takes. */
export type TimeUnit = 'days' | 'hours' | 'minutes' | 'seconds';

/** Money is counted in whole coins of one currency. */
export type Currency = 'won' | 'yen' | 'cents';

export type Unit = TimeUnit | Currency | 'percent' | 'metres' | 'times' | 'per second';

export type Setting<T = unknown, U extends Unit = Unit> = {
  readonly name: string;
  readonly standard: T;
  readonly unit?: U;
};

/** How long something takes. */
export type Duration = Setting<number, TimeUnit>;

type Sketch = number | string | boolean | readonly [number, Unit] | readonly [object, Unit];

type SettingOf<S> = S extends readonly [infer T, infer U extends Unit]
  ? Setting<Widen<T>, U>
  : Setting<Widen<S>>;

type Widen<T> = T extends number
  ? number
  : T extends boolean
    ? boolean
    : T extends string
      ? string
      : { readonly [K in keyof T]: Widen<T[K]> };

/** `settings({ NIGHTS_MAX: [30, 'days'], CHECK_IN_TIME: '15:00', AUTO_COOK: false })` */
export const settings = <const G extends { readonly [name: string]: Sketch }>(
  group: G,
): { readonly [N in keyof G]: SettingOf<G[N]> } =>
  // `mapValues` forgets which setting has which type; `G` itself says it.
  mapValues<Sketch, Setting>(group, (sketch, name) =>
    Array.isArray(sketch)
      ? { name, standard: sketch[0], unit: sketch[1] }
      : { name, standard: sketch },
  ) as { readonly [N in keyof G]: SettingOf<G[N]> };
