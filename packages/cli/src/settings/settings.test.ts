// Every setting of a business, on the command line.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { businessNames, systemOf } from '../businesses.ts';
import { said } from '../run.testing.ts';

describe('dure settings', () => {
  for (const name of businessNames)
    it(`lists every setting with what it is and what it means: ${name}`, async () => {
      const { code, out } = await said(`settings ${name}`);
      assert.equal(code, 0);
      for (const { settings } of (await systemOf(name)).contexts) {
        for (const { name: of } of Object.values(settings))
          assert.match(out, new RegExp(`^  ${of} +\\S.*  \\S`, 'm'));
      }
    });

  it('shows the unit and the meaning in the language of the reader', async () => {
    assert.match(
      (await said('settings lodging')).out,
      /NIGHTS_MAX +\d+ days +(?:≥ \d+|\d+–\d+) +[A-Z]/,
    );
    const korean = await said('settings lodging', { LANG: 'ko_KR.UTF-8' });
    assert.match(korean.out, /NIGHTS_MAX +\d+ 일 +\S.* [가-힣]/);
  });
});
