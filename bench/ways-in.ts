// The same commands over HTTP and over gRPC, one after the other: each on data of its own.

import { inFolder, loaded, measured, serving } from './harness.ts';
import type { Load } from './harness.ts';
import { PLACES } from './stays.ts';

export type WaysIn = { readonly http: Load; readonly grpc: Load };

type Send = (url: string, seconds: number) => Promise<Load>;

const overHttp: Send = (url, seconds) => loaded(url, { kind: 'stays', seconds, places: PLACES });

const overGrpc: Send = (url, seconds) =>
  measured<Load>('grpc-load.ts', [`--url=${url}`, `--seconds=${seconds}`, `--places=${PLACES}`]);

const loadOn = (program: string, send: Send, seconds: number): Promise<Load> =>
  inFolder(async (folder) => {
    const server = await serving(program, ['--folder', folder]);
    try {
      // What is run for the first time is slower.
      await send(server.url, Math.ceil(seconds / 2));
      return await send(server.url, seconds);
    } finally {
      await server.end();
    }
  });

export const compareWaysIn = async (seconds: number): Promise<WaysIn> => ({
  http: await loadOn('stays-server.ts', overHttp, seconds),
  grpc: await loadOn('grpc-server.ts', overGrpc, seconds),
});
