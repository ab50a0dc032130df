// A sticky note: in its colour, with what happens on it now. Only notes that change are drawn anew.

import { memo } from 'react';
import type { BoardNote } from '../kit/described.ts';
import { useLanguage } from '../kit/look/preferences.ts';
import { countIn } from '../kit/look/formats.ts';

export type NoteOf = {
  readonly note: BoardNote;
  readonly count: number;
  readonly parked: number;
  /** In a walk: where the case is now, where it has been, or neither. */
  readonly walk: 'now' | 'past' | undefined;
  readonly isChosen: boolean;
  readonly onPress: (note: BoardNote) => void;
};

const LINE = 1.25;
const CAPTION = 12;
const FOOTER_LINE = 12;

const topOf = ({ y, height, lines, size, caption, footer = [] }: BoardNote): number => {
  const above = caption === undefined ? 0 : CAPTION;
  const below = footer.length === 0 ? 0 : footer.length * FOOTER_LINE + 1;
  return y + above + (height - above - below) / 2 - (lines.length * size * LINE) / 2 + size;
};

const Text = ({ note }: { readonly note: BoardNote }) => {
  const { x, y, width, height, lines, size, caption, footer = [] } = note;
  const middle = x + width / 2;
  const top = topOf(note);
  return (
    <>
      {caption === undefined ? null : (
        <text className="wall-caption" x={middle} y={y + 13}>
          {caption}
        </text>
      )}
      <text>
        {lines.map((line, at) => (
          <tspan key={line} x={middle} y={top + at * size * LINE} fontSize={size}>
            {`${line} `}
          </tspan>
        ))}
      </text>
      {footer.length === 0 ? null : (
        <text className="wall-footer">
          {footer.map((line, at) => (
            <tspan
              key={line}
              x={middle}
              y={y + height - 8 - (footer.length - 1 - at) * FOOTER_LINE}
            >
              {`${line} `}
            </tspan>
          ))}
        </text>
      )}
    </>
  );
};

const BADGE = 9;

type BadgeOf = {
  readonly note: BoardNote;
  readonly count: number;
  readonly is: 'seen' | 'parked';
};

const Badge = ({ note, count, is }: BadgeOf) => {
  const text = countIn(useLanguage(), count);
  const width = Math.max(2 * BADGE, 8 + text.length * 6.5);
  const right = is === 'seen' ? note.x + note.width + 4 : note.x + width - 4;
  return (
    <g className="wall-badge" data-is={is}>
      <rect x={right - width} y={note.y - BADGE} width={width} height={2 * BADGE} rx={BADGE} />
      <text x={right - width / 2} y={note.y + 4}>
        {text}
      </text>
    </g>
  );
};

const ENTER = 'Enter';

type Happening = Pick<NoteOf, 'note' | 'count' | 'parked'>;

/** What happens on it: how often, and what is parked there. An echo says nothing of its own. */
const Happens = ({ note, count, parked }: Happening) => {
  if (note.isEcho) return null;
  return (
    <>
      {count > 0 ? <Badge note={note} count={count} is="seen" /> : null}
      {parked > 0 ? <Badge note={note} count={parked} is="parked" /> : null}
    </>
  );
};

/** Drawn anew with each new count, so that it flashes. */
const Pulse = ({ note: { x, y, width, height } }: Pick<NoteOf, 'note'>) => (
  <rect className="wall-pulse" x={x} y={y} width={width} height={height} rx={2.5} />
);

const flag = (is: boolean): '' | undefined => (is ? '' : undefined);

export const Note = memo(({ note, count, parked, walk, isChosen, onPress }: NoteOf) => {
  const language = useLanguage();
  const { x, y, width, height, isEcho } = note;
  return (
    <g
      className="wall-note"
      data-kind={note.kind}
      data-echo={flag(isEcho)}
      data-walk={walk}
      data-chosen={flag(isChosen)}
      role="button"
      tabIndex={isEcho ? -1 : 0}
      aria-label={note.lines.length === 0 ? note.label[language === 'ko' ? 0 : 1] : undefined}
      onClick={() => onPress(note)}
      onKeyDown={({ key }) => {
        if (key === ENTER) onPress(note);
      }}
    >
      <rect className="wall-sheet" x={x} y={y} width={width} height={height} rx={2.5} />
      {count > 0 ? <Pulse key={count} note={note} /> : null}
      <Text note={note} />
      <Happens note={note} count={count} parked={parked} />
    </g>
  );
});
