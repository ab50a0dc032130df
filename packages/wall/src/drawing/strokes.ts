// How each part of the picture is written as SVG.

import { FOOTER_LINE } from './boxes.ts';
import type { Box, Line, Mark, Words } from './boxes.ts';
import { ground, inks, sizes } from './paper.ts';
import type { Ink } from './paper.ts';

const escapes: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => escapes[character] ?? character);

/** No more digits than a screen shows. */
const number = (value: number): string => String(Math.round(value * 10) / 10);

type Written = {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly fill: string;
  readonly weight?: number;
  readonly isCentred?: boolean;
};

export const textSvg = (text: string, at: Written): string => {
  const anchor = at.isCentred ? ' text-anchor="middle"' : '';
  const weight = at.weight === undefined ? '' : ` font-weight="${at.weight}"`;
  const place = `x="${number(at.x)}" y="${number(at.y)}" font-size="${at.size}"`;
  return `<text ${place} fill="${at.fill}"${weight}${anchor}>${escaped(text)}</text>`;
};

const paperSvg = (box: Box, ink: Ink): string => {
  const { x, y, width, height, isEcho } = box;
  const size = `width="${number(width)}" height="${number(height)}"`;
  const place = `x="${number(x)}" y="${number(y)}" ${size}`;
  return isEcho
    ? `<rect ${place} rx="3" fill="${ink.echo}" stroke="${ink.edge}" stroke-dasharray="3 2.5"/>`
    : `<rect ${place} rx="2.5" fill="${ink.paper}" filter="url(#lift)"/>`;
};

const LINE = 1.25;

const linesSvg = (box: Box, ink: Ink): readonly string[] => {
  const { caption, footer, lines, size } = box;
  const above = caption === undefined ? 0 : 12;
  const below = footer === undefined ? 0 : footer.length * FOOTER_LINE + 1;
  const middle = box.y + above + (box.height - above - below) / 2;
  const top = middle - (lines.length * size * LINE) / 2 + size;
  const x = box.x + box.width / 2;
  const weight = box.isEcho || size < sizes.label ? 400 : 500;
  return lines.map((line, index) => {
    const y = top + index * size * LINE;
    return textSvg(line, { x, y, size, fill: ink.text, weight, isCentred: true });
  });
};

export const boxSvg = (box: Box): string => {
  const ink = inks[box.kind];
  const x = box.x + box.width / 2;
  const faint = { x, fill: ground.faint, isCentred: true };
  return [
    '<g>',
    box.title === '' ? '' : `<title>${escaped(box.title)}</title>`,
    paperSvg(box, ink),
    box.caption === undefined
      ? ''
      : textSvg(box.caption, { ...faint, y: box.y + 13, size: sizes.caption }),
    ...linesSvg(box, ink),
    ...footerSvg(box, ink),
    box.kind === 'deadline' ? clockSvg(box) : '',
    '</g>',
  ].join('');
};

const footerSvg = ({ footer = [], x, y, width, height }: Box, ink: Ink): readonly string[] =>
  footer.map((line, index) => {
    const bottom = y + height - 8 - (footer.length - 1 - index) * FOOTER_LINE;
    const at = { x: x + width / 2, y: bottom, size: sizes.caption + 0.5, fill: ink.text };
    return textSvg(line, { ...at, isCentred: true });
  });

/** A deadline is a policy of time. */
const clockSvg = ({ x, y, width }: Box): string => {
  const [cx, cy] = [x + width - 10, y + 10];
  const centre = `cx="${number(cx)}" cy="${number(cy)}"`;
  const face = `<circle ${centre} r="5" fill="#fff" fill-opacity=".75"/>`;
  const hands = `<path d="M${number(cx)} ${number(cy - 3)}v3h2.4"/>`;
  return `<g fill="none" stroke="${inks.deadline.text}" stroke-width="1">${face}${hands}</g>`;
};

const RADIUS = 6;

/** Corners are rounded, where there is room. */
const pathOf = (points: Line['points']): string => {
  const [first, ...rest] = points;
  if (!first) return '';
  const steps = rest.map(([x, y], index) => {
    const next = rest[index + 1];
    const before = points[index];
    if (!next || !before) return `L${number(x)} ${number(y)}`;
    const radius = Math.min(
      RADIUS,
      (Math.abs(x - before[0]) + Math.abs(y - before[1])) / 2,
      (Math.abs(next[0] - x) + Math.abs(next[1] - y)) / 2,
    );
    const into = toward([x, y], before, radius);
    const out = toward([x, y], next, radius);
    return `L${into} Q${number(x)} ${number(y)} ${out}`;
  });
  return `M${number(first[0])} ${number(first[1])}${steps.join('')}`;
};

type Point = readonly [x: number, y: number];

const toward = ([x, y]: Point, [toX, toY]: Point, by: number): string =>
  `${number(x + Math.sign(toX - x) * by)} ${number(y + Math.sign(toY - y) * by)}`;

const strokes: { readonly [is: string]: string } = {
  feed: ground.feed,
  rule: inks.aggregate.edge,
};

export const lineSvg = ({ points, is, hasHead }: Line): string => {
  const head = hasHead ? ` marker-end="url(#${is === 'feed' ? 'seen' : 'head'})"` : '';
  const tail = is === 'ask' ? ' marker-start="url(#tail)"' : '';
  const stroke = is in strokes ? ` stroke="${strokes[is]}"` : '';
  const dash = is === 'ask' || is === 'undo' ? ' stroke-dasharray="4 3"' : '';
  return `<path d="${pathOf(points)}"${stroke}${dash}${tail}${head}/>`;
};

const inksOfWords: { readonly [K in Words['ink']]: string } = {
  text: ground.text,
  faint: ground.faint,
  refusal: ground.refusal,
  aggregate: inks.aggregate.text,
};

export const wordsSvg = ({ text, ink, isBold, isCentred = false, ...at }: Words): string =>
  textSvg(text, { ...at, fill: inksOfWords[ink], isCentred, weight: isBold ? 700 : 400 });

/** Initial states are hollow, open ones half full, and what is over is full. */
export const markSvg = ({ x, y, state }: Mark): string => {
  const { text } = inks.aggregate;
  const ring = `<circle cx="${number(x)}" cy="${number(y)}" r="3.6" fill="none" stroke="${text}"/>`;
  if (state === 'initial') return ring;
  if (state === 'open') {
    const half = `M${number(x)} ${number(y - 3.6)}a3.6 3.6 0 0 1 0 7.2z`;
    return `${ring}<path d="${half}" fill="${text}" stroke="none"/>`;
  }
  if (state === 'rest') return `<circle cx="${number(x)}" cy="${number(y)}" r="4" fill="${text}"/>`;
  const side = 7.6;
  const place = `x="${number(x - side / 2)}" y="${number(y - side / 2)}"`;
  return `<rect ${place} width="${side}" height="${side}" rx="1" fill="${text}"/>`;
};

const headSvg = (id: string, fill: string, orient: string): string =>
  `<marker id="${id}" viewBox="0 0 8 8" refX="7.2" refY="4" markerWidth="7" markerHeight="7" ` +
  `orient="${orient}"><path d="M0.8 0.8 7.2 4 0.8 7.2z" fill="${fill}" stroke="none"/></marker>`;

export const definitions = (): string =>
  [
    '<defs>',
    '<filter id="lift" x="-6%" y="-12%" width="112%" height="130%">',
    // Of the effects that all programs know, which a drop shadow in one word is not.
    '<feGaussianBlur in="SourceAlpha" stdDeviation="1.2"/>',
    '<feOffset dy="1.3" result="shade"/>',
    '<feFlood flood-color="#5a4a20" flood-opacity=".26"/>',
    '<feComposite in2="shade" operator="in"/>',
    '<feMerge><feMergeNode/><feMergeNode in="SourceGraphic"/></feMerge>',
    '</filter>',
    headSvg('head', ground.arrow, 'auto'),
    headSvg('seen', ground.feed, 'auto'),
    headSvg('tail', ground.arrow, 'auto-start-reverse'),
    '</defs>',
  ].join('');
