// Figures of several replicas together.

type Figures = { readonly [name: string]: number };

export const sumOf = (all: readonly Figures[]): Figures => {
  const sums: { [name: string]: number } = {};
  for (const figures of all) {
    for (const [name, figure] of Object.entries(figures)) sums[name] = (sums[name] ?? 0) + figure;
  }
  return sums;
};
