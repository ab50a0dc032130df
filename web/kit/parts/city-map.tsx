// A map of the city: what is where, and what moves. It says the same as a list to those who do not
// see it.

import type { Tone } from './status.tsx';
import { useLanguage } from '../look/preferences.ts';
import { districtNamed, districts } from './seoul.ts';
import type { District } from './seoul.ts';

export type Marker = {
  readonly key: string;
  /** `종로구`, as a field of a business has it. What is not in Seoul is not shown. */
  readonly district: string;
  readonly label: string;
  readonly tone?: Tone;
};

type Of = {
  readonly label: string;
  readonly markers: readonly Marker[];
  /** Where a person is, or where they look. */
  readonly here?: string | undefined;
};

const TILE = 100;
const GAP = 6;
const ACROSS = 6 * TILE;
const DOWN = 6 * TILE;
/** So many markers stand beside each other in a tile. */
const IN_LINE = 4;

const Tile = ({ of, isHere }: { readonly of: District; readonly isHere: boolean }) => {
  const language = useLanguage();
  const [x, y] = [of.column * TILE, of.row * TILE];
  return (
    <g data-here={isHere ? '' : undefined}>
      <rect x={x + GAP / 2} y={y + GAP / 2} width={TILE - GAP} height={TILE - GAP} rx="14" />
      <text x={x + TILE / 2} y={y + 30} data-long={language === 'en' ? '' : undefined}>
        {language === 'ko' ? of.name : of.en}
      </text>
    </g>
  );
};

type Placed = { readonly marker: Marker; readonly x: number; readonly y: number };

/** One beside the other, in the order of the list. */
const placed = (markers: readonly Marker[]): readonly Placed[] => {
  const counts = new Map<string, number>();
  return markers.flatMap((marker) => {
    const district = districtNamed(marker.district);
    if (!district) return [];
    const count = counts.get(district.name) ?? 0;
    counts.set(district.name, count + 1);
    const [column, row] = [count % IN_LINE, Math.floor(count / IN_LINE)];
    const x = district.column * TILE + 20 + column * 20;
    return [{ marker, x, y: district.row * TILE + 54 + row * 20 }];
  });
};

export const CityMap = ({ label, markers, here = '' }: Of) => {
  const now = districtNamed(here);
  return (
    <figure className="city-map">
      <svg viewBox={`0 0 ${ACROSS} ${DOWN}`} aria-hidden="true">
        {districts.map((district) => (
          <Tile key={district.name} of={district} isHere={district === now} />
        ))}
        {placed(markers).map(({ marker, x, y }) => (
          <circle
            key={marker.key}
            r="9"
            data-tone={marker.tone ?? 'open'}
            // What moves is seen to move.
            style={{ transform: `translate(${x}px, ${y}px)` }}
          />
        ))}
      </svg>
      <figcaption className="unseen">
        {label}
        <ul>
          {markers.map((marker) => (
            <li key={marker.key}>
              {marker.label}: {marker.district}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
};
