// Lodging over HTTP, for sagas from end to end.

import { createGateway } from '@dure/http';
import { folderGiven, tell } from './program.ts';
import { openLodging } from './stays.ts';

const running = await openLodging(folderGiven());
const { url } = await createGateway({ running, port: 0 });
tell({ url });
