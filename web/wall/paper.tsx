// What the wall is drawn on, and what never changes while one looks: lanes, strokes, small words.

import { memo } from 'react';
import type { Board } from '../kit/described.ts';
import { useLabel } from '../kit/look/words.ts';

type Points = Board['strokes'][number]['points'];

const pathOf = (points: Points): string =>
  points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join('');

const headOf = ({ hasHead, is }: Board['strokes'][number]): string | undefined => {
  if (!hasHead) return undefined;
  return is === 'feed' ? 'url(#wall-head-feed)' : 'url(#wall-head)';
};

const Head = ({ id, kind }: { readonly id: string; readonly kind: string }) => (
  <marker
    id={id}
    viewBox="0 0 8 8"
    refX="7"
    refY="4"
    markerWidth="7"
    markerHeight="7"
    orient="auto"
  >
    <path d="M1 1l6 3-6 3" className="wall-head" data-is={kind} />
  </marker>
);

const NAME_X = 14;
const NAME_Y = 32;
const NAME_WIDTH = 104;
const NAME_HEIGHT = 120;

const Lane = ({ lane }: { readonly lane: Board['lanes'][number] }) => {
  const label = useLabel();
  const [ko, en] = lane.label;
  return (
    <g>
      <rect
        className="wall-lane"
        x={lane.x}
        y={lane.y}
        width={lane.width}
        height={lane.height}
        rx={8}
      />
      <foreignObject
        x={lane.x + NAME_X}
        y={lane.y + NAME_Y / 2}
        width={NAME_WIDTH}
        height={NAME_HEIGHT}
      >
        <div className="wall-lane-name">
          <b>{label({ ko, en })}</b>
          <span>{lane.context}</span>
        </div>
      </foreignObject>
    </g>
  );
};

/** The shape of a state: hollow at first, half full while open, full when it is over. */
const StateMark = ({ mark: { x, y, state } }: { readonly mark: Board['marks'][number] }) =>
  state === 'final' ? (
    <rect className="wall-mark" data-is="final" x={x - 3.8} y={y - 3.8} width={7.6} height={7.6} />
  ) : (
    <circle className="wall-mark" data-is={state} cx={x} cy={y} r={3.6} />
  );

export const Paper = memo(({ board }: { readonly board: Board }) => (
  <>
    <defs>
      <Head id="wall-head" kind="flow" />
      <Head id="wall-head-feed" kind="feed" />
    </defs>
    {board.lanes.map((lane) => (
      <Lane key={lane.context} lane={lane} />
    ))}
    {board.strokes.map((stroke) => (
      <path
        key={pathOf(stroke.points) + stroke.is}
        className="wall-stroke"
        data-is={stroke.is}
        d={pathOf(stroke.points)}
        markerEnd={headOf(stroke)}
      />
    ))}
  </>
));

/** What is written over the notes: states in their aggregates, and rules. */
export const Writing = memo(({ board }: { readonly board: Board }) => (
  <>
    {board.marks.map((mark) => (
      <StateMark key={`${mark.x} ${mark.y}`} mark={mark} />
    ))}
    {board.words.map((words) => (
      <text
        key={`${words.x} ${words.y} ${words.text}`}
        className="wall-words"
        data-ink={words.ink}
        x={words.x}
        y={words.y}
        fontSize={words.size}
        fontWeight={words.isBold ? 700 : 400}
        textAnchor={words.isCentred ? 'middle' : 'start'}
      >
        {words.text}
      </text>
    ))}
  </>
));
