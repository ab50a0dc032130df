// Settings: the numbers and switches that a business may turn without touching a rule.

import { mapValues } from './notes.ts';

export type Unit =
  'days' | 'hours' | 'minutes' | 'seconds' | 'percent' | 'won' | 'metres' | 'times' | 'per second';

export type Setting<T = unknown> = {
  readonly name: string;
  readonly standard: T;
  readonly unit?: Unit;
};

type Sketch = number | string | boolean | readonly [number, Unit] | readonly [object, Unit];

type SettingOf<S> = Setting<S extends readonly [infer T, Unit] ? Widen<T> : Widen<S>>;

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
