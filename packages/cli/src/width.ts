// How wide a text is in a terminal: Korean letters take two columns.

const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60]/u;
const combining = /\p{Mark}/u;

const widthOfLetter = (letter: string): number => {
  if (combining.test(letter)) return 0;
  return wide.test(letter) ? 2 : 1;
};

export const widthOf = (text: string): number => {
  let width = 0;
  for (const letter of text) width += widthOfLetter(letter);
  return width;
};

/** Filled with blanks up to a width. */
export const padded = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** Cut to a width, with an ellipsis where something is missing. */
export const clipped = (text: string, width: number): string => {
  if (widthOf(text) <= width) return text;
  let taken = '';
  let used = 0;
  for (const letter of text) {
    used += widthOfLetter(letter);
    if (used > width - 1) break;
    taken += letter;
  }
  return `${taken}…`;
};
