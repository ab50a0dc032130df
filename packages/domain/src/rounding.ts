// Numbers with a fraction, brought to the digits that are kept.

/** The number with at most so many digits after the point that is nearest; half goes up. */
export const rounded = (value: number, scale: number): number => {
  const steps = Math.round(Number(`${value}e${scale}`));
  // What is written with an exponent of its own takes no second one.
  return Number.isNaN(steps) ? Number(value.toFixed(scale)) : Number(`${steps}e-${scale}`);
};
