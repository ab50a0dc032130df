// What a business has of a person, on the command line.

import { command } from '../command.ts';
import type { Operand } from '../command.ts';
import { eraseOptions, exportOptions } from './options.ts';
import type { EraseOptions, ExportOptions } from './options.ts';

const operand: Operand = {
  hint: 'person business',
  usage: '<person> <business>',
  words: {
    ko: '업무에서 쓰는 이름(customer-2, 전화번호)과 사업',
    en: 'the person as the business knows them (customer-2, a phone number), and the business',
  },
  most: 2,
};

export const erase = command<EraseOptions>({
  name: 'erase',
  words: {
    ko: '한 사람의 모든 개인정보를 지웁니다',
    en: 'erases all that a business has of a person',
  },
  operand,
  options: eraseOptions,
  examples: [
    ['dure erase customer-2 lodging', { ko: '한 손님을', en: 'a customer' }],
    [
      'dure erase 010-2345-6789 taxi --receipt erasures.jsonl',
      { ko: '전화번호로, 영수증과 함께', en: 'by their phone, with a receipt' },
    ],
    [
      'dure erase customer-2 lodging --from dure.yaml --to postgres://db/clean',
      { ko: '서버의 데이터에서', en: 'of data on servers' },
    ],
    [
      'dure erase taxi --again erasures.jsonl',
      { ko: '되돌린 백업에서 다시', en: 'once more in a backup that was restored' },
    ],
  ],
  load: async () => (await import('./erase.ts')).erase,
});

export const exporting = command<ExportOptions>({
  name: 'export',
  words: {
    ko: '한 사람의 모든 개인정보를 JSON 하나로 내보냅니다',
    en: 'writes all that a business has of a person as one JSON document',
  },
  operand,
  options: exportOptions,
  examples: [
    ['dure export customer-2 lodging --out customer-2.json', { ko: '파일로', en: 'to a file' }],
  ],
  load: async () => (await import('./export.ts')).exporting,
});
