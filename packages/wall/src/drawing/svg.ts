// The wall as a picture: one lane for each bounded context, sticky notes in their colours.

import type { Wall, WallKind } from '../wall.ts';
import type { Box, Line, Sheet } from './boxes.ts';
import { HEAD_HEIGHT, heightOfLane, layoutOf } from './layout.ts';
import type { Lane } from './layout.ts';
import { widthIn, wrapped } from './measure.ts';
import { columns, family, ground, inks, laneRight, sizes, widthOfWall } from './paper.ts';
import type { LanePlan } from './plan.ts';
import { boxSvg, definitions, escaped, lineSvg, markSvg, textSvg, wordsSvg } from './strokes.ts';
import { kinds, words } from './words.ts';
import type { Language } from './words.ts';

/**
 * The picture of a wall: the same text again for the same wall.
 * @param shown the names of the contexts that get a lane; without it, all.
 */
export const wallSvg = (wall: Wall, language: Language, shown?: readonly string[]): string => {
  const { sheet, lanes, bottom } = layoutOf(wall, language, shown);
  const pink = pinkSvg(wall, bottom, sheet);
  const height = Math.round(pink.bottom + LEGEND_HEIGHT + sizes.margin);
  const size = `width="${widthOfWall}" height="${height}" viewBox="0 0 ${widthOfWall} ${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="${escaped(family)}">`,
    `<title>${escaped(sheet.say(wall.label))}</title>`,
    definitions(),
    `<rect width="100%" height="100%" fill="${ground.wall}"/>`,
    headSvg(wall, sheet),
    ...lanes.map((lane) => laneSvg(lane, sheet)),
    ...lanes.map((lane) => pinsSvg(lane.block.boxes, wall)),
    pink.svg,
    legendSvg(pink.bottom, sheet),
    '</svg>',
    '',
  ].join('\n');
};

const LEGEND_HEIGHT = 40;

const headSvg = (wall: Wall, sheet: Sheet): string => {
  const { margin } = sizes;
  const title = sheet.say(wall.label);
  const subtitle = `${sheet.say(words.wall)} · ${countsOf(wall, sheet)}`;
  const at = { x: margin, y: margin + 26, size: 27, fill: ground.text, weight: 700 };
  const below = { x: margin, y: margin + 50, size: 12.5, fill: ground.faint };
  const heads = (['whenever', 'who', 'does', 'decides', 'happens', 'seen'] as const).map((name) => {
    const { x, width } = columns[name];
    const place = { x: x + width / 2, y: HEAD_HEIGHT - 10, size: 11, fill: ground.faint };
    return textSvg(sheet.say(words[name]), { ...place, isCentred: true });
  });
  return [textSvg(title, at), textSvg(subtitle, below), ...heads].join('\n');
};

const counted: readonly WallKind[] = ['command', 'event', 'policy', 'saga', 'view'];

const countsOf = ({ contexts }: Wall, sheet: Sheet): string => {
  const notes = contexts.flatMap((context) => context.notes);
  const count = (kind: WallKind): readonly string[] => {
    const number = notes.filter((note) => note.kind === kind).length;
    const name = sheet.say(kinds[kind]);
    if (number === 0) return [];
    return [sheet.language === 'ko' ? `${name} ${number}` : plural(number, name.toLowerCase())];
  };
  const lanes =
    sheet.language === 'ko'
      ? `${sheet.say(words.contexts)} ${contexts.length}`
      : plural(contexts.length, 'bounded context');
  return [lanes, ...counted.flatMap(count)].join(' · ');
};

const plural = (number: number, name: string): string => {
  if (number === 1) return `1 ${name}`;
  return `${number} ${name.endsWith('y') ? `${name.slice(0, -1)}ies` : `${name}s`}`;
};

const laneSvg = ({ plan, block, top }: Lane, sheet: Sheet): string => {
  const height = heightOfLane({ block });
  const { margin } = sizes;
  const place = `x="${margin}" y="${top}" height="${height}"`;
  const width = laneRight - margin;
  const gutter = columns.context.width;
  return [
    `<g id="${escaped(plan.context.name)}">`,
    `<rect ${place} width="${width}" rx="8" fill="${ground.lane}" stroke="${ground.laneEdge}"/>`,
    `<path d="M${margin + gutter} ${top}V${top + height}" stroke="${ground.laneEdge}"/>`,
    ...contextName(plan, top, sheet),
    ...strokesSvg(block.lines.filter(({ is }) => is !== 'rule')),
    ...block.boxes.map(boxSvg),
    ...strokesSvg(block.lines.filter(({ is }) => is === 'rule')),
    ...block.marks.map(markSvg),
    ...block.words.map(wordsSvg),
    '</g>',
  ].join('\n');
};

const strokesSvg = (lines: readonly Line[]): readonly string[] =>
  lines.length === 0
    ? []
    : [
        `<g fill="none" stroke="${ground.arrow}" stroke-width="1.25">`,
        ...lines.map(lineSvg),
        '</g>',
      ];

const contextName = ({ context }: LanePlan, top: number, sheet: Sheet): readonly string[] => {
  const { x, width } = columns.context;
  const room = { width: width - 22, size: 14.5, linesMax: 3 };
  const lines = wrapped(sheet.say(context.label), room);
  const left = x + 14;
  const first = top + sizes.lanePad + 16;
  return [
    ...lines.map((line, index) => {
      const at = { x: left, y: first + index * 19, size: 14.5, fill: ground.text, weight: 700 };
      return textSvg(line, at);
    }),
    textSvg(context.name, { x: left, y: first + lines.length * 19, size: 11, fill: ground.faint }),
  ];
};

/** A pink pin on each note that has a hot spot. */
const pinsSvg = (boxes: readonly Box[], wall: Wall): string => {
  const hot = new Set(wall.hotspots.map(({ subject }) => subject));
  return boxes
    .filter(({ of, isEcho }) => !isEcho && of !== undefined && hot.has(of))
    .map(({ x, y, width }) => {
      const [cx, cy] = [x + width - 2, y + 2];
      const mark = { x: cx, y: cy + 4.5, size: 12, fill: inks.hotspot.text };
      return [
        `<circle cx="${cx}" cy="${cy}" r="8.5" fill="${inks.hotspot.paper}" filter="url(#lift)"/>`,
        textSvg('!', { ...mark, weight: 700, isCentred: true }),
      ].join('');
    })
    .join('\n');
};

const HOTSPOTS_MAX = 12;

/** Hot spots as sentences, on pink paper. */
const pinkSvg = (wall: Wall, top: number, sheet: Sheet) => {
  const { margin } = sizes;
  const spots = wall.hotspots.slice(0, HOTSPOTS_MAX);
  const left = wall.hotspots.length - spots.length;
  const lines = spots.map((spot) => spot[sheet.language]);
  const all = left > 0 ? [...lines, `+ ${left}`] : lines;
  if (all.length === 0) return { svg: '', bottom: top };
  const height = all.length * 18 + 20;
  const width = laneRight - margin;
  const place = `x="${margin}" y="${top}" width="${width}" height="${height}"`;
  const svg = [
    `<rect ${place} rx="4" fill="${inks.hotspot.paper}" filter="url(#lift)"/>`,
    ...all.map((line, index) => {
      const y = top + 23 + index * 18;
      return textSvg(line, { x: margin + 16, y, size: 12.5, fill: inks.hotspot.text, weight: 500 });
    }),
  ].join('\n');
  return { svg, bottom: top + height + sizes.laneGap };
};

const legend = [
  'actor',
  'command',
  'aggregate',
  'event',
  'policy',
  'view',
  'external',
  'rejection',
  'hotspot',
] as const;

const legendSvg = (top: number, sheet: Sheet): string => {
  let x = sizes.margin;
  const y = top + 16;
  const samples = legend.map((kind) => {
    const name = sheet.say(kinds[kind]);
    const place = `x="${x}" y="${y}" width="15" height="15"`;
    const sample = [
      `<rect ${place} rx="2" fill="${inks[kind].paper}" filter="url(#lift)"/>`,
      textSvg(name, { x: x + 22, y: y + 12, size: 12, fill: ground.text }),
    ].join('');
    x += Math.round(22 + widthIn(name, 12) + 24);
    return sample;
  });
  const echo = sheet.say(words.from);
  const dashed = `fill="none" stroke="${ground.faint}" stroke-dasharray="3 2.5"`;
  const last = [
    `<rect x="${x}" y="${y}" width="15" height="15" rx="2" ${dashed}/>`,
    textSvg(echo, { x: x + 22, y: y + 12, size: 12, fill: ground.text }),
  ].join('');
  return [...samples, last].join('\n');
};
