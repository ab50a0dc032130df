// `dure bench`: the programs in `bench/`, which measure Dure beside a server written by hand.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { UserError } from './command.ts';
import type { Run } from './command.ts';
import type { BenchOptions } from './command-options.ts';

export const bench: Run<BenchOptions> = async ({ values }) => {
  const main = fileURLToPath(new URL('../../../bench/main.ts', import.meta.url));
  if (!existsSync(main)) {
    throw new UserError({
      ko: '측정 프로그램은 저장소에만 있습니다',
      en: 'The measurements are part of the repository only',
    });
  }
  const args = [main, ...(values.quick ? ['--quick'] : [])];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.on('error', reject);
  child.on('exit', (code) => resolve(code ?? 1));
  return promise;
};
