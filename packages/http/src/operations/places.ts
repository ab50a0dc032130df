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

/** A context whose store is away has no figures of it for the moment; the others have theirs. */
export const fromEach = async (
  businesses: readonly Business[],
  look: (place: Place, kernel: Kernel) => Promise<void>,
): Promise<void> => {
  const places = placesIn(businesses);
  await Promise.allSettled(places.map(([place, kernel]) => look(place, kernel)));
};
