// How far it is by road: the great circle, and a little more.

/** In degrees. */
export type Point = { readonly latitude: number; readonly longitude: number };

const EARTH_RADIUS_M = 6_371_000;

/** From the straight line to the road. */
const ROAD_FACTOR = 1.3;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** The share of a half turn that an angle makes, squared: the haversine. */
const haversine = (degrees: number): number => Math.sin(radians(degrees) / 2) ** 2;

/** Whole metres by road, rounded up. */
export const roadMetres = (from: Point, to: Point): number => {
  const parallel = Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude));
  const share =
    haversine(to.latitude - from.latitude) + parallel * haversine(to.longitude - from.longitude);
  return Math.ceil(2 * EARTH_RADIUS_M * Math.asin(Math.sqrt(share)) * ROAD_FACTOR);
};
