// What domain code cannot even name: it compiles with `tsconfig.pure.json`, as this file does.

export const impure = [
  // @ts-expect-error Domain code knows no process.
  () => process,
  // @ts-expect-error Domain code prints nothing.
  () => console,
  // @ts-expect-error Domain code asks, and does not fetch.
  () => fetch,
  // @ts-expect-error Domain code has deadlines, not timers.
  () => setTimeout,
  // @ts-expect-error Domain code has no bytes of Node.
  () => Buffer,
  // @ts-expect-error Domain code knows no randomness of the platform.
  () => crypto,
  // @ts-expect-error Domain code knows no clock of the platform.
  () => performance,
  // @ts-expect-error Domain code imports nothing of Node.
  () => import('node:fs'),
];
