// A folder that is a backup, as `dure restore` would take it.

import { existsSync } from 'node:fs';
import { UserError } from '../command.ts';
import { checkFiles, manifestFile, manifestIn } from '../backup/manifest.ts';
import { well } from './finding.ts';
import type { Finding } from './finding.ts';

const advice = {
  ko: '이대로는 dure restore가 거절합니다. 다른 백업을 쓰거나 새로 만드세요: dure backup',
  en: 'As it is, dure restore refuses it: use another backup, or make one with dure backup',
};

/** Nothing of a folder that is none. */
export const backupOf = async (folder: string): Promise<readonly Finding[]> => {
  const where = manifestFile(folder);
  if (!existsSync(where)) return [];
  try {
    await checkFiles(folder, manifestIn(folder));
    const words = { ko: '백업한 그대로입니다', en: 'It is as it was backed up' };
    return [well('backup', where, words)];
  } catch (cause) {
    if (!(cause instanceof UserError)) throw cause;
    return [{ check: 'backup', level: 'bad', where, words: cause.words, advice }];
  }
};
