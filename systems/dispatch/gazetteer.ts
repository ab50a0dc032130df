// The gazetteer: the names by which people call the districts of Seoul, and where those are.

import type { Point } from './road.ts';

/** A place on the map. */
export type Place = Point & {
  /** The one name of its district; of bare coordinates, these. */
  readonly district: string;
};

/** The name of the district first, then what else it is called; latitude and longitude. */
const districts: readonly (readonly [names: readonly [string, ...string[]], ...at: number[]])[] = [
  [['종로구', '종로'], 37.5735, 126.979],
  [['중구', '서울역'], 37.5641, 126.9979],
  [['용산구', '용산'], 37.5326, 126.9905],
  [['성동구', '성수'], 37.5634, 127.0371],
  [['광진구', '건대'], 37.5385, 127.0823],
  [['동대문구'], 37.5744, 127.0396],
  [['중랑구'], 37.6066, 127.0927],
  [['성북구'], 37.5894, 127.0167],
  [['강북구'], 37.6397, 127.0256],
  [['도봉구'], 37.6688, 127.0471],
  [['노원구', '노원'], 37.6542, 127.0568],
  [['은평구'], 37.6027, 126.9291],
  [['서대문구', '신촌'], 37.5791, 126.9368],
  [['마포구', '마포', 'mapo', '홍대'], 37.5663, 126.9019],
  [['양천구', '목동'], 37.517, 126.8665],
  [['강서구'], 37.551, 126.8495],
  [['구로구'], 37.4955, 126.8877],
  [['금천구'], 37.4569, 126.8955],
  [['영등포구', '여의도'], 37.5264, 126.8963],
  [['동작구'], 37.5124, 126.9393],
  [['이수'], 37.4854, 126.982],
  [['사당'], 37.4766, 126.9816],
  [['관악구'], 37.4784, 126.9516],
  [['서초구'], 37.4837, 127.0324],
  [['강남구', '강남'], 37.5172, 127.0473],
  [['송파구', '잠실'], 37.5146, 127.1059],
  [['강동구'], 37.5301, 127.1238],
];

const places: ReadonlyMap<string, Place> = new Map(
  districts.flatMap(([names, latitude = 0, longitude = 0]) =>
    names.map((name) => [name, { district: names[0], latitude, longitude }] as const),
  ),
);

const COORDINATES = /^(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)$/;

const coordinates = (written: string): Place | undefined => {
  const [, north, east] = COORDINATES.exec(written) ?? [];
  if (north === undefined || east === undefined) return undefined;
  const [latitude, longitude] = [Number(north), Number(east)];
  const isOnEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isOnEarth ? { district: `${latitude},${longitude}`, latitude, longitude } : undefined;
};

/** Where a name, an address that starts with one, or a pair of coordinates is, if it is known. */
export const placeAt = (written: string): Place | undefined => {
  const words = written.normalize('NFC').trim();
  const [first = ''] = words.split(/\s+/);
  return coordinates(words) ?? places.get(first.toLowerCase());
};

/** The district of a place; of one that is not known, what was written. */
export const districtOf = (written: string): string => placeAt(written)?.district ?? written;

/** What is told to somebody whose place is not known. */
export const unknownPlace = {
  ko: '마포구와 같은 서울의 구 이름이나 위도,경도여야 합니다',
  en: 'must be a district of Seoul, such as 마포구, or latitude,longitude',
} as const;
