// The machine on which the data lies: its disk, its clock beside what was written, its certificate.

import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { DAY_MS } from '@dure/domain';
import type { Environment } from '../terminal.ts';
import { well } from './finding.ts';
import type { Finding } from './finding.ts';

const PERCENT = 100;
const BAD_PERCENT = 5;
const SOON_PERCENT = 15;
const SOON_DAYS = 14;
const SKEW_MS_MAX = 2_000;

export const diskOf = (folder: string): Finding => diskFilled(folder, statfsSync(folder));

type Blocks = { readonly bavail: number; readonly blocks: number };

/** @param of how many blocks the file system has, and how many of them can be had. */
export const diskFilled = (folder: string, of: Blocks): Finding => {
  const { bavail, blocks } = of;
  const left = Math.floor((bavail / blocks) * PERCENT);
  const words = { ko: `디스크가 ${left}% 남았습니다`, en: `${left} % of the disk is left` };
  if (left >= SOON_PERCENT) return well('disk', folder, words);
  return {
    check: 'disk',
    level: left < BAD_PERCENT ? 'bad' : 'soon',
    where: folder,
    words,
    advice: {
      ko: '자리를 만들거나 디스크를 늘리세요. 데이터 폴더의 파일은 지우지 마세요',
      en: 'Make room, or a larger disk. Delete no file of the data folder',
    },
  };
};

/** @param end epoch milliseconds */
export const certificateOf = (where: string, end: number, now: number): Finding => {
  const days = Math.floor((end - now) / DAY_MS);
  const day = new Date(end).toISOString().slice(0, 'YYYY-MM-DD'.length);
  const words = { ko: `인증서가 ${day}까지입니다`, en: `The certificate ends on ${day}` };
  if (days >= SOON_DAYS) return well('certificate', where, words);
  return {
    check: 'certificate',
    level: days < 0 ? 'bad' : 'soon',
    where,
    words,
    advice: {
      ko: '같은 파일에 새 인증서를 놓으세요. 다시 시작할 필요는 없습니다',
      en: 'Put a new one in the place of the file; no restart is needed',
    },
  };
};

export const certificatesIn = (environment: Environment, now: number): readonly Finding[] => {
  const file = environment['DURE_TLS_CERT_FILE'];
  if (!file || !existsSync(file)) return [];
  const { validTo } = new X509Certificate(readFileSync(file));
  return [certificateOf(file, Date.parse(validTo), now)];
};

/** @param aheadMs how far a clock is ahead of the one here; less than 0, where it is behind. */
export const clockOf = (where: string, aheadMs: number): Finding => {
  const seconds = (aheadMs / 1_000).toFixed(1);
  const words = {
    ko: `시계가 여기보다 ${seconds}초 빠릅니다`,
    en: `Its clock is ${seconds} s ahead of the one here`,
  };
  if (Math.abs(aheadMs) <= SKEW_MS_MAX) return well('clock', where, words);
  return {
    check: 'clock',
    level: 'bad',
    where,
    words,
    advice: {
      ko: '두 기계의 시각을 맞추세요(NTP). 기한이 그만큼 어긋납니다',
      en: 'Set both clocks by NTP: deadlines fire so much too soon or too late',
    },
  };
};
