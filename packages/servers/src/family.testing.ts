// A server of two processes: it answers with their ids.

import { freePort } from './free-port.ts';
import { newFolder } from './places.ts';
import { runServer } from './server.ts';
import type { Server } from './server.ts';

const program = `
  const child = require('node:child_process').spawn('sleep', ['600']);
  process.on('SIGTERM', () => { child.kill(); process.exit(); });
  const answer = JSON.stringify([process.pid, child.pid]);
  require('node:http').createServer((_, response) => {
    response.setHeader('connection', 'close').end(answer);
  }).listen(Number(process.argv[1]), '127.0.0.1');
`;

export const startFamily = async (): Promise<Server> => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  return runServer({
    name: 'A family',
    folder: newFolder('family'),
    url,
    command: process.execPath,
    args: ['-e', program, String(port)],
    isReady: () =>
      fetch(url).then(
        () => true,
        () => false,
      ),
  });
};
