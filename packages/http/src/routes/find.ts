// What a path that was not found is near to, and what else a path can do.

import { editDistance } from '@dure/access';
import { parameterIn, segmentsOf } from './route.ts';

/** A method and a path, as the server serves it. */
export type Served = { readonly method: string; readonly path: string };

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

const segmentsIn = (path: string): readonly string[] => segmentsOf(path).map(decoded);

const fits = (template: readonly string[], path: readonly string[]): boolean =>
  template.length === path.length &&
  template.every((segment, at) => parameterIn(segment) !== undefined || segment === path[at]);

/** The methods that a path answers to; none, when there is no such path. */
export const methodsAt = (served: readonly Served[], path: string): readonly string[] => {
  const segments = segmentsIn(path);
  const found = served.filter((of) => fits(segmentsOf(of.path), segments));
  const methods = new Set(found.map(({ method }) => method));
  if (methods.has('GET')) methods.add('HEAD');
  return methods.size === 0 ? [] : [...methods, 'OPTIONS'];
};

const WORD_MAX = 64;
const NEAR_MAX = 3;

/** How unlike two paths are, laid beside each other from their first segments on. */
const unlike = (template: readonly string[], path: readonly string[]): number => {
  let sum = 0;
  for (const [at, segment] of template.entries()) {
    const written = path[at];
    if (written === undefined || parameterIn(segment) !== undefined) continue;
    const from = segment.toLowerCase();
    const to = written.slice(0, WORD_MAX).toLowerCase();
    sum += from === to ? 0 : editDistance(from, to);
  }
  return sum;
};

/** A path may have been begun too late, without the name of the business before it. */
const strangeness = (template: readonly string[], path: readonly string[]): number => {
  if (template.length === 0) return Infinity;
  const missing = template.length - path.length;
  const fromStart = unlike(template, path) + Math.abs(missing) * 2;
  const tail = template.slice(Math.max(0, missing));
  const isTail = missing > 0 && parameterIn(tail[0] ?? '') === undefined;
  return isTail ? Math.min(fromStart, unlike(tail, path) + 1) : fromStart;
};

/** The paths that are most like the one asked for, the nearest first. */
export const nearMisses = (served: readonly Served[], path: string): readonly string[] => {
  const segments = segmentsIn(path).slice(0, 8);
  const length = segments.join('').slice(0, WORD_MAX).length;
  const bound = Math.max(2, Math.ceil(length / 2));
  return [...new Set(served.map((of) => of.path))]
    .map((of) => ({ path: of, strange: strangeness(segmentsOf(of), segments) }))
    .filter(({ strange }) => strange <= bound)
    .toSorted((one, other) => one.strange - other.strange)
    .slice(0, NEAR_MAX)
    .map((near) => near.path);
};
