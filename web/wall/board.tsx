// The wall as one looks at it: moved like any page, larger and smaller by buttons and keys.

import { useCallback, useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { Board as BoardShape, BoardNote } from '../kit/described.ts';
import { useLabel, useWords } from '../kit/look/words.ts';
import { Button } from '../kit/parts/button.tsx';
import { Note } from './note.tsx';
import type { NoteOf } from './note.tsx';
import { Paper, Writing } from './paper.tsx';
import { wallWords } from './words.ts';

const ZOOM_MIN = 0.15;
const ZOOM_MAX = 2.5;
const ZOOM_STEP = 1.25;

const within = (zoom: number): number => Math.min(ZOOM_MAX, Math.max(ZOOM_MIN, zoom));

const useZoom = (board: BoardShape) => {
  const area = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState<number | undefined>(undefined);
  const toWidth = useCallback((): void => {
    const width = area.current?.clientWidth ?? board.width;
    // As wide as the window, but not larger than it was made for.
    setZoom(within(Math.min(1, width / board.width)));
  }, [board.width]);
  useEffect(toWidth, [toWidth]);
  const toWhole = (): void => {
    const { clientWidth = board.width, clientHeight = board.height } = area.current ?? {};
    setZoom(within(Math.min(clientWidth / board.width, clientHeight / board.height)));
  };
  const by = (factor: number): void => setZoom((now) => within((now ?? 1) * factor));
  return { area, zoom: zoom ?? 1, by, toWhole };
};

type Zoom = ReturnType<typeof useZoom>;

const ZoomButtons = ({ zoom, children }: { readonly zoom: Zoom; readonly children: ReactNode }) => {
  const say = useWords(wallWords);
  return (
    <div className="wall-tools">
      <Button onPress={() => zoom.by(ZOOM_STEP)} label={say('zoomIn')}>
        +
      </Button>
      <Button onPress={() => zoom.by(1 / ZOOM_STEP)} label={say('zoomOut')}>
        −
      </Button>
      <Button onPress={zoom.toWhole}>{say('wholeWall')}</Button>
      {children}
    </div>
  );
};

/** What is said of each note of the board. */
export type Said = Pick<NoteOf, 'count' | 'parked' | 'walk'>;

type Of = {
  readonly board: BoardShape;
  readonly sayOf: (note: BoardNote) => Said;
  readonly chosen: string | undefined;
  readonly onPress: (note: BoardNote) => void;
  /** The note that is to be seen: the board moves to it. */
  readonly shown: string | undefined;
  readonly tools?: ReactNode;
};

/** Moves the board so that a note is in its middle. */
const useShown = ({ area, zoom }: Zoom, board: BoardShape, shown: string | undefined): void => {
  useEffect(() => {
    const note = board.notes.find(({ notes, isEcho }) => !isEcho && notes.includes(shown ?? ''));
    const { current } = area;
    if (!note || !current) return;
    current.scrollTo({
      left: (note.x + note.width / 2) * zoom - current.clientWidth / 2,
      top: (note.y + note.height / 2) * zoom - current.clientHeight / 2,
      behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth',
    });
  }, [area, zoom, board, shown]);
};

const byKey = ({ by }: Zoom, event: KeyboardEvent): void => {
  if (event.key === '+' || event.key === '=') by(ZOOM_STEP);
  else if (event.key === '-') by(1 / ZOOM_STEP);
};

export const Board = ({ board, sayOf, chosen, onPress, shown, tools }: Of) => {
  const say = useWords(wallWords);
  const label = useLabel();
  const zoom = useZoom(board);
  useShown(zoom, board, shown);
  const [ko, en] = board.label;
  return (
    <>
      <ZoomButtons zoom={zoom}>{tools}</ZoomButtons>
      <div
        ref={zoom.area}
        className="wall-area"
        role="region"
        tabIndex={0}
        aria-label={say('board', { name: label({ ko, en }) })}
        onKeyDown={(event) => byKey(zoom, event)}
      >
        <svg
          className="wall-board"
          viewBox={`0 0 ${board.width} ${board.height}`}
          width={board.width * zoom.zoom}
          height={board.height * zoom.zoom}
        >
          <Paper board={board} />
          {board.notes.map((note) => (
            <Note
              key={note.id}
              note={note}
              {...sayOf(note)}
              isChosen={note.id === chosen}
              onPress={onPress}
            />
          ))}
          <Writing board={board} />
        </svg>
      </div>
    </>
  );
};
