// Walls that were drawn with MSAEz, in and out.

export { draftFiles } from './code.ts';
export type { Draft } from './draft.ts';
export { importWall } from './import.ts';
export type { Odd } from './odd.ts';
export { isMsaezWall } from './parse.ts';
export { exportWall } from './write.ts';
