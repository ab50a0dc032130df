// A process that has started a server, says where it is, and waits for its end.

import { startFamily } from './family.testing.ts';

const { url, folder } = await startFamily();
process.stdout.write(JSON.stringify({ url, folder }));
setInterval(() => {}, 60_000);
