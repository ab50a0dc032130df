// The commands for what others may know of a business, and for how one begins.

import { command } from './command.ts';
import { contractsOptions, importOptions, newOptions } from './command-options.ts';
import type { ContractsOptions, ImportOptions, NewOptions } from './command-options.ts';

export const contracts = command<ContractsOptions>({
  name: 'contracts',
  words: {
    ko: '계약을 발행하고, 견주고, 소비자가 필요한 것을 확인합니다',
    en: 'publishes contracts, compares them, and looks what consumers need',
  },
  operand: {
    hint: 'publish|diff|verify|catalogue …',
    usage: 'publish|diff|verify|catalogue …',
    words: { ko: '할 일과, 사업이나 폴더나 파일', en: 'what to do, and with what' },
    most: Infinity,
  },
  options: contractsOptions,
  examples: [
    ['dure contracts publish lodging', { ko: '지금 계약을 발행', en: 'publish what it says now' }],
    [
      'dure contracts diff contracts/lodging/0.1.0 lodging',
      { ko: '그 뒤에 깨진 것이 있나', en: 'whether something breaks since' },
    ],
    ['dure contracts verify ../messages', { ko: '소비자의 파일과', en: "consumers' files" }],
    ['dure contracts catalogue --field orderId', { ko: '어디에 있나', en: 'where it is' }],
  ],
  load: async () => (await import('./contracts/contracts.ts')).contracts,
});

export const importing = command<ImportOptions>({
  name: 'import',
  words: {
    ko: 'MSAEz에서 그린 벽을 계약과 보드로 만듭니다',
    en: 'makes contracts and boards of a wall that was drawn with MSAEz',
  },
  operand: {
    hint: 'file',
    words: { ko: '내려받은 벽', en: 'downloaded wall' },
    most: 1,
    isNeeded: true,
    example: 'wall.json',
  },
  options: importOptions,
  examples: [['dure import model.json', { ko: '벽의 이름으로 된 폴더에', en: 'in a folder' }]],
  load: async () => (await import('./msaez/import.ts')).importFile,
});

export const creating = command<NewOptions>({
  name: 'new',
  words: { ko: '프로젝트에 새 사업을 만듭니다', en: 'makes a business in the project' },
  operand: {
    hint: 'name',
    words: { ko: '새 사업의 이름', en: 'name of the business' },
    most: 1,
    isNeeded: true,
    example: 'my-shop',
  },
  options: newOptions,
  examples: [['dure new flower-shop --label 꽃집', { ko: '꽃집을', en: 'a flower shop' }]],
  load: async () => (await import('./new/new.ts')).newBusiness,
});
