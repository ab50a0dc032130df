// Lines no wider than a terminal. Korean letters take two columns.

const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60]/u;

export const columnsOf = (text: string): number => {
  let columns = 0;
  for (const letter of text) columns += wide.test(letter) ? 2 : 1;
  return columns;
};

const HANGING = '    ';

/** A line in as many as it takes, broken at blanks, all but the first further in. */
export const wrappedTo = (line: string, columns: number): readonly string[] => {
  if (columnsOf(line) <= columns) return [line];
  const indent = /^ */.exec(line)?.[0] ?? '';
  const lines: string[] = [];
  let written = indent;
  for (const word of line.trim().split(' ')) {
    const isFirst = written.trim() === '';
    if (!isFirst && columnsOf(written) + 1 + columnsOf(word) > columns) {
      lines.push(written);
      written = `${indent}${HANGING}${word}`;
    } else written = isFirst ? `${written}${word}` : `${written} ${word}`;
  }
  return [...lines, written];
};
