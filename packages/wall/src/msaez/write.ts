// Our wall as a file of MSAEz.

import type { System } from '@dure/domain';
import type { Tree } from '../json.ts';
import { wallOf } from '../wall.ts';
import type { Wall } from '../wall.ts';
import { idOf, relation, sticker } from './stickers.ts';
import type { Written } from './stickers.ts';
import { drawContext } from './write-context.ts';
import type { Drawn } from './write-context.ts';

const CONTEXT_WIDTH = 600;
const GAP = 140;
const OUTSIDE = 160;
const PER_ROW = 6;

/**
 * A wall as MSAEz reads it. States, refusals and times have no place on it: states are an
 * enumeration of their aggregate, refusals are exceptions, and a deadline is a policy.
 */
export const exportWall = (system: System): Tree => {
  const wall = wallOf(system);
  const contexts = system.contexts.flatMap((board, at) => {
    const of = wall.contexts[at];
    const left = GAP + at * (CONTEXT_WIDTH + GAP);
    return of ? [drawContext({ system, board, wall, of, left })] : [];
  });
  const below = Math.max(...contexts.map(({ bottom }) => bottom)) + OUTSIDE;
  const outside = outsideOf(wall, system, below);
  const all = [
    ...contexts.map(({ context }) => context),
    ...contexts.flatMap((of) => of.all),
    ...outside.all,
  ];
  return {
    elements: Object.fromEntries(all.map(({ id, of }) => [id, of])),
    relations: Object.fromEntries(linesOf(wall, contexts, outside.byNote)),
    basePlatform: null,
    basePlatformConf: {},
    toppingPlatforms: [],
    toppingPlatformsConf: {},
    scm: { tag: null, org: null, repo: null, forkedOrg: null, forkedRepo: null },
    version: 3,
    k8sValue: { elements: {}, relations: {} },
    type: 'es',
    projectName: system.name,
  };
};

type Outside = {
  readonly all: readonly Written[];
  readonly byNote: ReadonlyMap<string, Written>;
};

/** Systems of others, open questions and settings, in rows below the contexts. */
const outsideOf = (wall: Wall, { contexts }: System, top: number): Outside => {
  const byNote = new Map<string, Written>();
  let at = 0;
  const box = () => {
    const [column, row] = [at % PER_ROW, Math.floor(at / PER_ROW)];
    at += 1;
    return { x: GAP + 50 + column * GAP, y: top + row * GAP, width: 100, height: 100 };
  };
  const externals = wall.externals.map((note) => {
    const noted = { id: idOf(note.id), name: note.name, label: note.label, box: box() };
    const info = { apiPath: '', method: 'GET' };
    const own = { aggregate: {}, boundedContext: {}, controllerInfo: info };
    const drawn = sticker('External', noted, own);
    byNote.set(note.id, drawn);
    return drawn;
  });
  const texts = contexts.flatMap(({ settings, name }) =>
    Object.entries(settings).map(([setting, { standard }]) => {
      const words = `${setting} = ${String(standard)}`;
      const id = idOf('setting', name, setting);
      return sticker(
        'Text',
        { id, name: words, label: [words, words], box: box() },
        { imgSrc: '' },
      );
    }),
  );
  const issues = wall.hotspots.map(({ ko, en, subject, kind }) => {
    const id = idOf('issue', kind, subject, en);
    return sticker('Issue', { id, name: en, label: [ko, en], box: box() }, { boundedContext: {} });
  });
  return { all: [...externals, ...texts, ...issues], byNote };
};

const linesOf = (
  wall: Wall,
  contexts: readonly Drawn[],
  externals: ReadonlyMap<string, Written>,
): readonly (readonly [string, Tree])[] => {
  const drawn = new Map([...contexts.flatMap(({ byNote }) => [...byNote]), ...externals]);
  const line = (from: string, to: string, name: string) => {
    const [one, other] = [drawn.get(from), drawn.get(to)];
    return one && other ? [relation(one, other, name)] : [];
  };
  const gives = new Map(
    wall.arrows.flatMap(({ is, from, to }) => (is === 'gives' ? [[from, to] as const] : [])),
  );
  return wall.arrows.flatMap(({ is, from, to }) => {
    if (is === 'gives') return line(from, to, '');
    if (is === 'triggers') return line(from, to, 'Pub/Sub');
    if (is === 'issues' && !from.includes('/actor/')) return line(from, to, '');
    if (is !== 'asks') return [];
    // An ask leaves from the event that follows its answer: there are no others to draw it from.
    const event = gives.get(from);
    return event !== undefined && externals.has(to) ? line(event, to, 'Req/Res') : [];
  });
};
