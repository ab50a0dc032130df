// Lodging over gRPC, for what the same commands take beside HTTP.

import { createGrpcServer } from '@dure/grpc';
import { folderGiven, tell } from './program.ts';
import { openLodging } from './stays.ts';

const running = await openLodging(folderGiven());
const { port } = await createGrpcServer({ running, port: 0 });
tell({ url: `http://127.0.0.1:${port}` });
