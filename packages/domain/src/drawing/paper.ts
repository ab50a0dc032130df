// The colours of the notes, as event storming has them, and what they are called.

import type { Label } from '../labels.ts';
import type { WallKind } from '../wall.ts';

export type Paper = { readonly fill: string; readonly edge: string };

export const papers = {
  actor: { fill: '#fff6bf', edge: '#d8bf4a' },
  command: { fill: '#a9d5fb', edge: '#4d93cf' },
  aggregate: { fill: '#ffe27a', edge: '#cfa51c' },
  event: { fill: '#ffb866', edge: '#d17f1c' },
  policy: { fill: '#d9c6f7', edge: '#9677cf' },
  view: { fill: '#b5e6b0', edge: '#5aa653' },
  external: { fill: '#ffc4dd', edge: '#d9719f' },
  rejection: { fill: '#ffb0a8', edge: '#d6574a' },
  hotspot: { fill: '#ff2e93', edge: '#b3005c' },
} as const satisfies { readonly [name: string]: Paper };

export type PaperName = keyof typeof papers;

const names: { readonly [K in WallKind]: PaperName } = {
  actor: 'actor',
  command: 'command',
  aggregate: 'aggregate',
  event: 'event',
  reminder: 'event',
  rejection: 'rejection',
  policy: 'policy',
  process: 'policy',
  saga: 'policy',
  deadline: 'policy',
  view: 'view',
  external: 'external',
};

export const paperOf = (kind: WallKind): Paper => papers[names[kind]];

/** What the papers are called, in the order of the legend. */
export const legend: readonly (readonly [paper: PaperName, label: Label])[] = [
  ['actor', ['사람', 'Actor']],
  ['command', ['명령', 'Command']],
  ['aggregate', ['애그리거트', 'Aggregate']],
  ['event', ['이벤트', 'Event']],
  ['rejection', ['거절', 'Refusal']],
  ['policy', ['정책 · 사가 · 기한', 'Policy, saga, deadline']],
  ['view', ['화면', 'View']],
  ['external', ['외부 시스템', 'External system']],
  ['hotspot', ['핫스팟', 'Hot spot']],
];
