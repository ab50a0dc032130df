// A text as its bytes in UTF-8, each of which is written as a character. Such a text is joined to
// others and sent without being looked through again: its length is known, and it is copied as it
// is. What is in Korean takes half of the memory so.

/** Longer texts are rare, and have a buffer of their own. */
const LENGTH_MAX = 4_096;
const BYTES_OF_CHARACTER_MAX = 3;

const scratch = Buffer.allocUnsafeSlow(LENGTH_MAX * BYTES_OF_CHARACTER_MAX);

export const asBytes = (text: string): string =>
  text.length > LENGTH_MAX
    ? Buffer.from(text, 'utf8').toString('latin1')
    : scratch.toString('latin1', 0, scratch.write(text));
