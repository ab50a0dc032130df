// How wide words are, near enough, and how they are broken into lines. Nothing here asks a font, so
// that the same wall gives the same picture everywhere.

const HANGUL_FROM = 0x1100;
const NARROW = new Set("iljtfrI.,:;'|!()[]-·/ ");
const WIDE = new Set('mwMW@%—…');

/** The width of a character, in the size of the font. */
const advanceOf = (character: string): number => {
  if (character.charCodeAt(0) >= HANGUL_FROM) return 0.93;
  if (NARROW.has(character)) return 0.33;
  if (WIDE.has(character)) return 0.9;
  return character >= 'A' && character <= 'Z' ? 0.66 : 0.565;
};

export const widthOf = (words: string, fontSize: number): number =>
  [...words].reduce((sum, character) => sum + advanceOf(character), 0) * fontSize;

export type Space = {
  readonly width: number;
  readonly fontSize: number;
  readonly linesMax: number;
};

/** Words in lines that fit; what does not fit into the last one is cut off. */
export const wrap = (words: string, space: Space): readonly string[] => {
  const lines = [''];
  for (const piece of words.split(' ').flatMap((word) => piecesOf(word, space))) {
    const last = lines.at(-1) ?? '';
    const longer = last === '' ? piece : `${last} ${piece}`;
    if (last === '' || widthOf(longer, space.fontSize) <= space.width) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(piece);
    }
  }
  if (lines.length <= space.linesMax) return lines;
  const kept = lines.slice(0, space.linesMax);
  return [...kept.slice(0, -1), cut(`${kept.at(-1) ?? ''}…`, space)];
};

/** A word that is wider than the line, in pieces that are not. */
const piecesOf = (word: string, { width, fontSize }: Space): readonly string[] => {
  if (widthOf(word, fontSize) <= width) return [word];
  const pieces = [''];
  for (const character of word) {
    const longer = `${pieces.at(-1) ?? ''}${character}`;
    if (widthOf(longer, fontSize) <= width) pieces[pieces.length - 1] = longer;
    else pieces.push(character);
  }
  return pieces;
};

/** Words that end in `…`, shortened until they fit. */
const cut = (words: string, space: Space): string =>
  words.length <= 2 || widthOf(words, space.fontSize) <= space.width
    ? words
    : cut(`${words.slice(0, -2).trimEnd()}…`, space);

/** Of several sentences the first, without its stop: a note has room for one. */
export const firstSentence = (words: string): string => {
  const [first = words] = words.split(/(?<=\.)\s/);
  return first.replace(/[.;]$/, '').split('; ')[0] ?? words;
};
