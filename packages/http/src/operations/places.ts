// Every context of every business here, as figures are labelled.

import type { Business } from '@dure/access';
import type { Kernel } from '@dure/kernel';

export type Place = { readonly business: string; readonly context: string };
export type Placed = readonly [place: Place, kernel: Kernel];

export const placesIn = (businesses: readonly Business[]): readonly Placed[] =>
  businesses.flatMap(({ name, running }) =>
    Object.entries(running.kernels).map(([context, kernel]): Placed => [
      { business: name, context },
      kernel,
    ]),
  );

/** Those whose figures are looked up: of what was retired nobody is to be told any more. */
const inBusiness = (businesses: readonly Business[]): readonly Placed[] =>
  placesIn(businesses).filter(([, kernel]) => kernel.health().is !== 'retired');

/** A context whose store is away has no figures of it for the moment; the others have theirs. */
export const fromEach = async (
  businesses: readonly Business[],
  look: (place: Place, kernel: Kernel) => Promise<void>,
): Promise<void> => {
  const places = inBusiness(businesses);
  await Promise.allSettled(places.map(([place, kernel]) => look(place, kernel)));
};
