// Durable commands over HTTP on MariaDB: the server written by hand and Dure, in turns, on the same
// database.

import { startMariadb } from '@dure/servers/mariadb';
import { compareCommands } from './commands.ts';
import type { Compared, Form } from './commands.ts';

export const compareOnMariadb = async (form: Form): Promise<Compared> => {
  const server = await startMariadb();
  try {
    const args = ['--server', server.url];
    return await compareCommands(form, {
      minimal: ['minimal-mariadb.ts', ...args],
      dure: ['stamps-server.ts', ...args],
    });
  } finally {
    await server.stop();
  }
};
