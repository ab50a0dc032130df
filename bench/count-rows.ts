// How many rows a list has, also where it counts no further than a thousand.

/**
 * @param isThere whether there is a row at a place, counted from 0.
 * @param known so many there are at least.
 */
export const countRows = async (
  isThere: (at: number) => Promise<boolean>,
  known: number,
): Promise<number> => {
  let [least, step] = [known, 1];
  while (await isThere(least + step - 1)) {
    least += step;
    step *= 2;
  }
  let most = least + step - 1;
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (await isThere(middle - 1)) least = middle;
    else most = middle - 1;
  }
  return least;
};
