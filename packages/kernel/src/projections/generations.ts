// The generations of a view: the one that is read, and the one that is being built.

import { rowTag } from '../ids.ts';
import type { Workspace } from '../turn/workspace.ts';

/** The fact that names the generation of a view that is read. */
export const generationFact = (view: string): string => `generation:${view}`;

/** The generation of a view that is read and kept up to date: `Mypage@1`. */
export const viewTag = ({ facts }: Workspace, view: string): string =>
  rowTag(view, Number(facts[generationFact(view)] ?? 1));
