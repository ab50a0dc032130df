// The fee of a pickup: by parcel type and distance, each begun step counted.

import { placeAt, priceFor, roadMetres } from '@dure/dispatch';
import type { Tariff } from '@dure/dispatch';

type ParcelType = '10KG_UNDER' | '10KG_OVER';

const tariffs: { readonly [T in ParcelType]: Tariff } = {
  '10KG_UNDER': { base: 4000, coveredM: 3000, step: 100, perM: 250 },
  '10KG_OVER': { base: 8000, coveredM: 3000, step: 200, perM: 250 },
};

export const feeFor = (parcelType: ParcelType, metres: number): number =>
  priceFor(tariffs[parcelType], metres);

/** How far a parcel goes. Places are looked at before a pickup is asked for. */
export const metresBetween = (location: string, centre: string): number => {
  const [from, to] = [placeAt(location), placeAt(centre)];
  return from && to ? roadMetres(from, to) : 0;
};
