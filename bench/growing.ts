// What a long log costs: a command on it, and a start on it.

import { inFolder, measured, serving } from './harness.ts';

export type Grown = {
  readonly steps: readonly { readonly events: number; readonly cpuUs: number }[];
  readonly startMs: number;
};

export const measureGrowth = (events: number): Promise<Grown> =>
  inFolder(async (folder) => {
    const args = ['--folder', folder, '--count', String(events)];
    const { steps } = await measured<Pick<Grown, 'steps'>>('growth.ts', args);
    const server = await serving('stamps-server.ts', ['--folder', folder]);
    await server.end();
    return { steps, startMs: server.readyMs };
  });
