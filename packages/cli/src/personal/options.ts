// The options of `dure erase` and `dure export`.

import { STANDARD_DATA } from '../command-options.ts';
import { common, flag, text } from '../options.ts';

const data = text({ ko: '데이터 폴더', en: 'folder of the data' }, 'folder', STANDARD_DATA);
const replayed = flag({ ko: '문서 재현의 데이터', en: 'the data of the documented replay' });

export const eraseOptions = {
  ...common,
  data,
  from: text(
    { ko: '지금의 자리 (기본은 데이터 폴더)', en: 'where it is now (the folder of the data)' },
    'place',
  ),
  to: text(
    {
      ko: '그 사람 없이 옮길 자리: 폴더, postgres://…, mariadb://…, dure.yaml',
      en: 'copy all but the person to a folder, postgres://…, mariadb://… or a dure.yaml',
    },
    'place',
  ),
  broker: text(
    {
      ko: '그 사업의 토픽을 지울 Kafka; 릴레이가 새로 채움',
      en: 'the Kafka whose topics of the business are deleted, to be filled anew',
    },
    'kafka://…',
  ),
  by: text({ ko: '누가 지우는지', en: 'who erases' }, 'name', process.env['USER'] ?? 'operator'),
  receipt: text({ ko: '영수증을 이 파일에 덧붙임', en: 'add the receipt to this file' }, 'file'),
  again: text(
    {
      ko: '이 영수증들의 사람을 모두 다시 (백업을 되돌린 뒤)',
      en: 'everyone of these receipts once more (after a backup was restored)',
    },
    'file',
  ),
  'documented-replay': replayed,
};
export type EraseOptions = typeof eraseOptions;

export const exportOptions = {
  ...common,
  data,
  from: text(
    { ko: '데이터의 자리 (기본은 데이터 폴더)', en: 'where it is (the folder of the data)' },
    'place',
  ),
  out: text({ ko: '파일에 씀', en: 'write to a file' }, 'file'),
  'documented-replay': replayed,
};
export type ExportOptions = typeof exportOptions;
