// The fare of a call: by class and distance, in steps of a hundred won or two.

import { placeAt, priceFor, roadMetres } from '@dure/dispatch';
import type { Tariff } from '@dure/dispatch';
import type { Known } from '@dure/domain';
import { terms } from './contract.ts';

type TaxiClass = '일반' | '고급' | '대형';

const tariffs: { readonly [C in TaxiClass]: Tariff } = {
  일반: { base: 4800, coveredM: 1600, step: 100, perM: 131 },
  고급: { base: 7000, coveredM: 3000, step: 200, perM: 151 },
  대형: { base: 9000, coveredM: 3000, step: 200, perM: 140 },
};

/** Each begun step counts. */
export const fareFor = (taxiClass: TaxiClass, metres: number): number =>
  priceFor(tariffs[taxiClass], metres);

type Trip = { readonly location: string; readonly destination?: string };

/** How far a trip is; without a destination that is known, as far as most are. */
export const tripMetres = ({ location, destination = '' }: Trip, known: Known): number => {
  const [from, to] = [placeAt(location), placeAt(destination)];
  return from && to ? roadMetres(from, to) : known.setting(terms.DEFAULT_TRIP);
};

/** Assignment keeps a pool of taxis for each class. */
export const poolOf = (taxiClass: TaxiClass): string => `서울/${taxiClass}`;
