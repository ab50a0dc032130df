// The wall, live: what happens on each note, where messages are parked, and one case as it walks.

import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { Board as BoardShape, BoardNote } from '../kit/described.ts';
import { useLanguage } from '../kit/look/preferences.ts';
import { useInAddress } from '../kit/look/route.ts';
import { useWords } from '../kit/look/words.ts';
import { Page } from '../kit/parts/page.tsx';
import { Read } from '../kit/parts/states.tsx';
import { request } from '../kit/requests/request.ts';
import { useVisit } from '../kit/requests/who.tsx';
import { Board } from './board.tsx';
import type { Said } from './board.tsx';
import { Lately, NoteFacts } from './beside.tsx';
import { useLiveWall } from './live.ts';
import type { LiveWall } from './live.ts';
import { useOps } from './ops.ts';
import type { Group } from './parked.ts';
import { Stuck } from './stuck.tsx';
import { useWalk, WalkBar } from './walk.tsx';
import type { Walk } from './walk.tsx';
import { wallWords } from './words.ts';
import './wall.css';

const useBoard = () => {
  const { home, as } = useVisit();
  const language = useLanguage();
  return useQuery({
    queryKey: ['board', home, language],
    // The gateway's own answer.
    queryFn: async ({ signal }) =>
      (await request(`${home}/wall/board`, { as, signal })).body as BoardShape,
    staleTime: Number.POSITIVE_INFINITY,
    retry: 2,
  });
};

const noGroups: readonly Group[] = [];

/** How many messages are parked, by the last part of the name of a note. */
const useParked = (): ReadonlyMap<string, number> => {
  const { data } = useOps<{ readonly groups: readonly Group[] }>('parked-groups');
  const groups = data?.groups ?? noGroups;
  return useMemo(() => {
    const counts = new Map<string, number>();
    for (const { type, count } of groups) counts.set(type, (counts.get(type) ?? 0) + count);
    return counts;
  }, [groups]);
};

const walkOf = (walk: Walk | undefined, notes: readonly string[]): Said['walk'] => {
  if (!walk) return undefined;
  if (notes.some((note) => walk.now.includes(note))) return 'now';
  return notes.some((note) => walk.past.has(note)) ? 'past' : undefined;
};

type Sources = {
  readonly live: LiveWall;
  readonly parked: ReadonlyMap<string, number>;
  readonly walk: Walk | undefined;
};

const sumOf = (notes: readonly string[], of: (note: string) => number): number =>
  notes.reduce((sum, note) => sum + of(note), 0);

const saidBy =
  ({ live, parked, walk }: Sources) =>
  ({ notes }: BoardNote): Said => ({
    count: walk ? 0 : sumOf(notes, (note) => live.touched.get(note)?.count ?? 0),
    parked: sumOf(notes, (note) => parked.get(note.split('/').at(-1) ?? '') ?? 0),
    walk: walkOf(walk, notes),
  });

const Shown = ({ board }: { readonly board: BoardShape }) => {
  const live = useLiveWall();
  const parked = useParked();
  const walk = useWalk();
  const [chosen, setChosen] = useState<BoardNote | undefined>(undefined);
  const [, setCase] = useInAddress('case');
  const press = useCallback((note: BoardNote): void => {
    setChosen((now) => (now?.id === note.id ? undefined : note));
  }, []);
  const sayOf = saidBy({ live, parked, walk: walk?.shown });
  return (
    <div className="wall-page">
      <div className="wall-main">
        <Stuck parked={parked} />
        {walk ? <WalkBar walk={walk} /> : null}
        <Board
          board={board}
          sayOf={sayOf}
          chosen={chosen?.id}
          onPress={press}
          shown={walk?.shown.now[0]}
        />
      </div>
      <aside className="wall-beside">
        {chosen ? <NoteFacts note={chosen} said={sayOf(chosen)} live={live} /> : null}
        <Lately live={live} onFollow={setCase} />
      </aside>
    </div>
  );
};

export const WallPage = () => {
  const say = useWords(wallWords);
  const read = useBoard();
  return (
    <Page title={say('wall')} lead={say('wallLead')}>
      <Read of={read} lines={8}>
        {(board) => <Shown board={board} />}
      </Read>
    </Page>
  );
};
