// The fee of a pickup: by parcel type and distance, each begun step counted.

import { placeAt, roadMetres } from '@dure/dispatch';

type ParcelType = '10KG_UNDER' | '10KG_OVER';

const tariffs: { readonly [T in ParcelType]: { readonly base: number; readonly step: number } } = {
  '10KG_UNDER': { base: 4000, step: 100 },
  '10KG_OVER': { base: 8000, step: 200 },
};

/** What the base covers, and how long a step is. */
const [COVERED_M, STEP_M] = [3000, 250];

export const feeFor = (parcelType: ParcelType, metres: number): number => {
  const { base, step } = tariffs[parcelType];
  return base + step * Math.ceil(Math.max(0, metres - COVERED_M) / STEP_M);
};

/** How far a parcel goes. Places are looked at before a pickup is asked for. */
export const metresBetween = (location: string, centre: string): number => {
  const [from, to] = [placeAt(location), placeAt(centre)];
  return from && to ? roadMetres(from, to) : 0;
};
