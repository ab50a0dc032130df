// Which version of Dure has written the files, beside the one that looks at them.

import { join } from 'node:path';
import type { System } from '@dure/domain';
import { schemaIn, SCHEMA_VERSION } from '@dure/store-sqlite';
import { heldInFile } from '../backup/positions.ts';
import { filesThere } from '../copies/there.ts';
import { version } from '../version.ts';
import { well } from './finding.ts';
import type { Finding } from './finding.ts';

const newer = (where: string, schema: number): Finding => ({
  check: 'versions',
  level: 'bad',
  where,
  words: {
    ko: `더 새로운 두레가 썼습니다(${schema}). 여기는 ${version()}(${SCHEMA_VERSION})입니다`,
    en: `A newer Dure wrote it (${schema}). This is ${version()} (${SCHEMA_VERSION})`,
  },
  advice: {
    ko: '두레를 새 버전으로 바꾸세요. 이 버전으로는 시작하지 마세요',
    en: 'Update Dure, and do not start this version on it',
  },
});

const older = (where: string, schema: number): Finding =>
  well('versions', where, {
    ko: `이전 두레가 썼습니다(${schema}). 시작하면 ${SCHEMA_VERSION}(으)로 바뀝니다`,
    en: `An earlier Dure wrote it (${schema}). A start brings it forward to ${SCHEMA_VERSION}`,
  });

const versionOf = (where: string): Finding => {
  const schema = schemaIn(heldInFile(where).schema);
  if (schema > SCHEMA_VERSION) return newer(where, schema);
  if (schema < SCHEMA_VERSION) return older(where, schema);
  return well('versions', where, { ko: '이 두레의 것입니다', en: 'Of this Dure' });
};

/** The files have to be sound. */
export const versionsOf = (system: System, data: string): readonly Finding[] =>
  [...filesThere(system, join(data, system.name)).files.values()].map(versionOf);
