// The command line without a process: what it says, and how it ends.

import { run } from './run.ts';

export type Said = { readonly code: number; readonly out: string; readonly trouble: string };

/** Runs the command line without a terminal. */
export const said = async (
  line: string,
  env: { readonly [name: string]: string } = {},
  folder = process.cwd(),
): Promise<Said> => {
  const out: string[] = [];
  const trouble: string[] = [];
  const code = await run(
    line.split(' ').filter((word) => word !== ''),
    {
      stdout: { write: (text) => out.push(text) },
      stderr: { write: (text) => trouble.push(text) },
      env,
      cwd: () => folder,
    },
  );
  return { code, out: out.join(''), trouble: trouble.join('') };
};
