// The tool shed of a street: a small business of two contexts.

// #region system
import { system } from '@dure/domain';
import { labels } from './labels.ts';
import { Shed } from './shed/board.ts';
import { Thanks } from './thanks/board.ts';

export const ToolShed = system('shed', {
  label: ['공구 나눔', 'Tool shed'],
  businessKey: 'toolId',
  timeZone: 'Asia/Seoul',
  contexts: [Shed, Thanks],
  labels,
});
// #endregion system
