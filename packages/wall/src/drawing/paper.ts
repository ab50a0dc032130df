// Colours and sizes of the picture: sticky notes as people have them on their walls.

import type { WallKind } from '../wall.ts';

export type Ink = {
  readonly paper: string;
  readonly edge: string;
  /** The paper of the same note stuck a second time, elsewhere. */
  readonly echo: string;
  readonly text: string;
};

const blue = { paper: '#a3d3f5', edge: '#6fb0de', echo: '#eaf5fd', text: '#0f3350' };
const orange = { paper: '#ffbc6b', edge: '#ea9a3c', echo: '#fff3e2', text: '#4a2a02' };
const lilac = { paper: '#d6c3f4', edge: '#ae92de', echo: '#f5effd', text: '#33204f' };
const yellow = { paper: '#ffeb8f', edge: '#e3cd5b', echo: '#fffbe6', text: '#453a05' };

export const inks: { readonly [K in WallKind | 'hotspot']: Ink } = {
  actor: { ...yellow, paper: '#fff6bd' },
  command: blue,
  aggregate: yellow,
  event: orange,
  rejection: { paper: '#f7a79e', edge: '#df7a6f', echo: '#fdecea', text: '#571812' },
  policy: lilac,
  process: lilac,
  saga: lilac,
  deadline: lilac,
  reminder: { ...orange, paper: '#ffdcae' },
  view: { paper: '#b5e0af', edge: '#7fbf78', echo: '#eef8ec', text: '#163d17' },
  external: { paper: '#f9c3da', edge: '#e58fb5', echo: '#fdeef5', text: '#541430' },
  hotspot: { paper: '#ff3f9f', edge: '#d81b7a', echo: '#ffe3f1', text: '#ffffff' },
};

export const ground = {
  wall: '#f7f4ec',
  lane: '#fffefb',
  laneEdge: '#e8e2d3',
  text: '#2b2a27',
  faint: '#837d70',
  arrow: '#8f897c',
  feed: '#7fb779',
  refusal: '#c0473c',
};

export const family = "'Noto Sans KR', 'Noto Sans CJK KR', sans-serif";

export const sizes = {
  margin: 28,
  laneGap: 14,
  lanePad: 16,
  rowGap: 13,
  noteGap: 6,
  note: 42,
  small: 26,
  label: 13,
  smallLabel: 11,
  caption: 9.5,
} as const;

type Column = { readonly x: number; readonly width: number };

const after = ({ x, width }: Column, gap: number, of: number): Column => ({
  x: x + width + gap,
  width: of,
});

const context = { x: sizes.margin, width: 124 };
const whenever = after(context, 18, 128);
const who = after(whenever, 22, 132);
const does = after(who, 30, 150);
const decides = after(does, 30, 150);
const happens = after(decides, 30, 150);
const seen = after(happens, 56, 156);

/** From left to right, as a case goes. */
export const columns = { context, whenever, who, does, decides, happens, seen };

const LANE_PAD_RIGHT = 18;

/** The right edge of the lanes. */
export const laneRight = seen.x + seen.width + LANE_PAD_RIGHT;
export const widthOfWall = laneRight + sizes.margin;
