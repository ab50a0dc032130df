// The call that shows what a command would do, of whichever context it is.

import type { ServiceModel } from './model.ts';

export const PREVIEW_COMMAND = 'PreviewCommand';

export const previewService: ServiceModel = {
  name: 'PreviewService',
  comment: '미리 보기 / What a command would do.',
  context: undefined,
  methods: [
    {
      name: PREVIEW_COMMAND,
      comment: '명령이 하게 될 일, 아무것도 하지 않음 / What it would do; nothing is done.',
      request: `${PREVIEW_COMMAND}Request`,
      response: `${PREVIEW_COMMAND}Response`,
      isStream: false,
      does: { is: 'preview' },
    },
  ],
};
