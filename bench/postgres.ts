// Durable commands over HTTP on PostgreSQL: the server written by hand and Dure, in turns, on the
// same database.

import { startPostgres } from '@dure/servers/postgres';
import { compareCommands } from './commands.ts';
import type { Compared, Form } from './commands.ts';

export const compareOnPostgres = async (form: Form): Promise<Compared> => {
  const server = await startPostgres();
  try {
    const args = ['--server', server.url];
    return await compareCommands(form, {
      minimal: ['minimal-postgres.ts', ...args],
      dure: ['stamps-server.ts', ...args],
    });
  } finally {
    await server.stop();
  }
};
