// Programs that a guide prints, so that a test runs what people copy.

import assert from 'node:assert/strict';

export const programIn = (page: string, file: string): string => {
  const [, text] = page.split(`<!-- file ${file} -->`)[1]?.split(/^```.*$/m) ?? [];
  assert.ok(text, `The guide does not print ${file}.`);
  return text.trimStart();
};
