// How unlike two words are, for whoever may have mistyped one.

/** How many letters must be put in, taken out, replaced or swapped to get from one to the other. */
export const editDistance = (a: string, b: string): number => {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = i > 1 && j > 1 && isSwap ? at(before, j - 2) + 1 : Infinity;
      next.push(Math.min(at(last, j) + 1, at(next, j - 1) + 1, replaced, swapped));
    }
    before = last;
    last = next;
  }
  return at(last, b.length);
};

const at = (row: readonly number[], index: number): number => row[index] ?? Infinity;
