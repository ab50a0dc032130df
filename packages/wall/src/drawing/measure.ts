// How wide words are, and where they break. A picture is drawn where no font can be asked, so this
// goes by the widths of Noto Sans KR.

const NARROW = new Set("ijl.,:;'|!·()[]{}ftrI/ -");
const WIDE = new Set('mwMW@%—…');

/** In parts of the font's size. */
const widthOf = (character: string): number => {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x1100) return 0.93;
  if (character === ' ') return 0.23;
  if (NARROW.has(character)) return 0.33;
  if (WIDE.has(character)) return 0.86;
  return character >= 'A' && character <= 'Z' ? 0.65 : 0.56;
};

export const widthIn = (text: string, size: number): number => {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width * size;
};

export type Room = {
  readonly width: number;
  readonly size: number;
  readonly linesMax: number;
};

const fits = (text: string, { width, size }: Room): boolean => widthIn(text, size) <= width;

/** A word that is wider than a line is broken where the line ends. */
const piecesOf = (word: string, room: Room): readonly string[] => {
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && !fits(piece + character, room)) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
};

const filled = (text: string, room: Room): readonly string[] => {
  const lines: string[] = [];
  let line: string | undefined;
  for (const word of text.split(' ').flatMap((of) => piecesOf(of, room))) {
    const longer = line === undefined ? word : `${line} ${word}`;
    if (line === undefined || fits(longer, room)) {
      line = longer;
    } else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line ?? ''];
};

const cut = (line: string, room: Room): string => {
  let short = line;
  while (short !== '' && !fits(`${short}…`, room)) short = short.slice(0, -1);
  return `${short.trimEnd()}…`;
};

/** The same number of lines, with a last one that is not much shorter than the others. */
const balanced = (text: string, lines: readonly string[], room: Room): readonly string[] => {
  const longest = Math.max(...text.split(' ').map((word) => widthIn(word, room.size)));
  let best = lines;
  for (let width = room.width - 4; width > Math.max(longest, room.width / 2); width -= 4) {
    const narrower = filled(text, { ...room, width });
    if (narrower.length !== lines.length) return best;
    best = narrower;
  }
  return best;
};

/** The lines of a text in a room; what does not fit is left out, and three dots say so. */
export const wrapped = (text: string, room: Room): readonly string[] => {
  const lines = filled(text, room);
  if (lines.length <= room.linesMax) return balanced(text, lines, room);
  const kept = lines.slice(0, room.linesMax - 1);
  return [...kept, cut(lines.slice(room.linesMax - 1).join(' '), room)];
};
