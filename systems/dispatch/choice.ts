// The rule of choice: who waits is served in turn, by the nearest of those that are free and fit.

import { placeAt } from './gazetteer.ts';
import { roadMetres } from './road.ts';
import type { Point } from './road.ts';

/** Somebody who waits at a place. */
export type Wish = { readonly location: string };

/** Who can be sent. */
export type Resource = {
  readonly id: string;
  readonly location: string;
  /** ISO 8601, with the offset that all of a pool have. */
  readonly freeSince: string;
  /** Among the equally near, the lowest goes first. */
  readonly rank?: number;
};

export type Fits<R, W> = (resource: R, wish: W) => boolean;

/** A pool at a moment. Whoever is at a place that is not known is neither served nor sent. */
export type Pool<W, R> = {
  /** The oldest first. */
  readonly waiting: readonly W[];
  readonly free: readonly R[];
  readonly fits: Fits<R, W>;
};

/** What was wished, by whom it is served, and how far away they are by road. */
export type Served<W, R> = W & Omit<R, keyof W> & { readonly distanceM: number };

type Chosen<R> = { readonly resource: R; readonly distanceM: number };

/** Whether a list of words in pairs is in order: the first pair that differs decides. */
const isAhead = (...pairs: readonly (readonly [number | string, number | string])[]): boolean => {
  const [a = 0, b = 0] = pairs.find(([one, other]) => one !== other) ?? [];
  return a < b;
};

const isBetter = <R extends Resource>(a: Chosen<R>, b: Chosen<R>): boolean =>
  isAhead(
    [a.distanceM, b.distanceM],
    [a.resource.rank ?? 0, b.resource.rank ?? 0],
    [a.resource.freeSince, b.resource.freeSince],
    [a.resource.id, b.resource.id],
  );

/** Ties go to the lower rank, then to who has been free for longest, then to the lower id. */
const nearest = <R extends Resource>(
  to: Point,
  free: Iterable<readonly [R, Point]>,
): Chosen<R> | undefined => {
  let best: Chosen<R> | undefined;
  for (const [resource, at] of free) {
    const one = { resource, distanceM: roadMetres(at, to) };
    if (best === undefined || isBetter(one, best)) best = one;
  }
  return best;
};

/**
 * Serves those who wait, in their order, each by the nearest that fits. So nobody passes an older
 * one but with a resource that does not fit, and no resource is given twice.
 */
export const serveWaiting = <W extends Wish, R extends Resource>(
  pool: Pool<W, R>,
): readonly Served<W, R>[] => {
  const free = new Map<R, Point>();
  for (const resource of pool.free) {
    const at = placeAt(resource.location);
    if (at) free.set(resource, at);
  }
  const served: Served<W, R>[] = [];
  for (const wish of pool.waiting) {
    if (free.size === 0) break;
    const to = placeAt(wish.location);
    const fitting = [...free].filter(([resource]) => pool.fits(resource, wish));
    const chosen = to && nearest(to, fitting);
    if (!chosen) continue;
    const { resource, distanceM } = chosen;
    free.delete(resource);
    served.push({ ...resource, ...wish, distanceM });
  }
  return served;
};

/** Serves somebody new, if at all: only with whom none of those who wait can use. */
export const serveAtOnce = <N extends Wish, W, R extends Resource>(
  wish: N,
  { waiting, free, fits }: Pool<W, R> & { readonly fits: Fits<R, N> },
): Served<N, R> | undefined => {
  const spare = free.filter((resource) => !waiting.some((other) => fits(resource, other)));
  return serveWaiting({ waiting: [wish], free: spare, fits })[0];
};
