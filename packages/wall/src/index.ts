// The wall of a business: its model, what does not hang together in it, and its pictures.

export { wallBoard } from './drawing/board.ts';
export type { Board, BoardLane, BoardNote } from './drawing/board.ts';
export { wallMermaid } from './drawing/mermaid.ts';
export { wallSvg } from './drawing/svg.ts';
export { wallText } from './drawing/text.ts';
export type { Language } from './drawing/words.ts';
export { hotspots } from './hotspots.ts';
export type { Hotspot, HotspotKind } from './hotspot.ts';
export { decisionsOf, movesOf } from './lives.ts';
export type { LifeDecision, LifeMove } from './lives.ts';
export { externalsIn } from './wall-index.ts';
export * from './wall.ts';
