// The rule of choice: who waits is served in turn, by the nearest of those that are free and fit.

import { roadMetres } from './road.ts';
import type { Point } from './road.ts';

/** Who can be sent: hand in only those that are free. */
export type Resource = {
  readonly id: string;
  readonly at: Point;
  /** Epoch milliseconds. */
  readonly freeSince: number;
  /** Among the equally near, the lowest goes first. */
  readonly rank?: number;
};

export type Chosen<R> = { readonly resource: R; readonly metres: number };

/** Whether a list of words in pairs is in order: the first pair that differs decides. */
const isAhead = (...pairs: readonly (readonly [number | string, number | string])[]): boolean => {
  const [a = 0, b = 0] = pairs.find(([one, other]) => one !== other) ?? [];
  return a < b;
};

const isBetter = <R extends Resource>(a: Chosen<R>, b: Chosen<R>): boolean =>
  isAhead(
    [a.metres, b.metres],
    [a.resource.rank ?? 0, b.resource.rank ?? 0],
    [a.resource.freeSince, b.resource.freeSince],
    [a.resource.id, b.resource.id],
  );

/**
 * Whom to send to a place, and how far that is by road; nobody, when nobody is free. Ties go to the
 * lower rank, then to who has been free for longest, then to the lower id.
 */
export const nearest = <R extends Resource>(
  to: Point,
  free: Iterable<R>,
): Chosen<R> | undefined => {
  let best: Chosen<R> | undefined;
  for (const resource of free) {
    const one = { resource, metres: roadMetres(resource.at, to) };
    if (best === undefined || isBetter(one, best)) best = one;
  }
  return best;
};

/** Somebody who waits at a place. */
export type Wish = { readonly at: Point };

export type Served<W, R> = Chosen<R> & { readonly wish: W };

/**
 * Serves those who wait, in their order, each by the nearest that fits. So nobody passes an older
 * one but with a resource that does not fit him.
 */
export const serve = <W extends Wish, R extends Resource>(
  waiting: Iterable<W>,
  resources: Iterable<R>,
  fits: (resource: R, wish: W) => boolean = () => true,
): readonly Served<W, R>[] => {
  const free = new Set(resources);
  const served: Served<W, R>[] = [];
  for (const wish of waiting) {
    if (free.size === 0) break;
    const chosen = nearest(
      wish.at,
      [...free].filter((resource) => fits(resource, wish)),
    );
    if (!chosen) continue;
    free.delete(chosen.resource);
    served.push({ ...chosen, wish });
  }
  return served;
};
