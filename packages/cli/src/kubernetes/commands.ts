// `dure deploy`, as the help lists it.

import { command } from '../command.ts';
import type { Command } from '../command.ts';
import { deployOptions } from '../command-options.ts';
import type { DeployOptions } from '../command-options.ts';

export const deploy: Command = command<DeployOptions>({
  name: 'deploy',
  words: {
    ko: '클러스터에 배치할 파일들을 만듭니다',
    en: 'writes what a cluster is given to run a deployment',
  },
  operand: {
    hint: 'kubernetes',
    usage: 'kubernetes',
    words: { ko: '배치할 곳', en: 'target' },
    most: 1,
    isNeeded: true,
    example: 'kubernetes',
  },
  options: deployOptions,
  examples: [
    [
      'dure deploy kubernetes --config dure.yaml --out deploy',
      { ko: '매니페스트와 Helm 차트', en: 'manifests, and a chart of Helm' },
    ],
  ],
  load: async () => (await import('./deploy.ts')).deploy,
});
