// `dure start --sign-in` and a real browser: in, one thing done, out.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, it } from 'node:test';
import { chromium } from 'playwright-core';
import { atUrl, dure } from '../start/process.testing.ts';

const browserFile = '/usr/bin/chromium';
const skip = existsSync(browserFile) ? false : `${browserFile} is not installed`;
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];

const readSession = async () => (await fetch('/session')).json() as Promise<{ csrf: string }>;

const signOut = async (csrf: string) => {
  const headers = { 'dure-csrf': csrf };
  const answer = await fetch('/session/sign-out', { method: 'POST', headers });
  return (await answer.json()) as { location: string };
};

describe('a person with a browser', () => {
  it('signs in as someone of the demo, reads what is theirs, and signs out', { skip }, async () => {
    const anywhere = ['--memory', '--port', '0', '--lang', 'en'];
    const { child, ended, saying } = dure('start', 'lodging', '--sign-in', ...anywhere);
    const url = await saying(atUrl);
    const browser = await chromium.launch({ executablePath: browserFile, args });
    try {
      const context = await browser.newContext();
      const page = await context.newPage();
      const stays = `${url}/lodging/accommodations`;
      // As a program of this browser asks, with its cookies.
      assert.equal((await context.request.get(stays)).status(), 401);
      await page.goto(`${url}/session/sign-in?to=/lodging`);
      await page.getByRole('button', { name: /정유진/ }).click();
      await page.waitForURL(`${url}/lodging`);
      await page.getByText('Jung Yu-jin').first().waitFor();
      const read = await context.request.get(stays);
      assert.equal(read.status(), 200);
      assert.match(await read.text(), /"usrId":"customer-2"/);
      // Pages of the gateway itself may not fetch anything; this one is no page.
      await page.goto(`${url}/session`);
      const session = await page.evaluate(readSession);
      assert.ok(session.csrf);
      for (const { name, httpOnly, sameSite } of await context.cookies(url)) {
        if (name.startsWith('dure-session')) assert.deepEqual([httpOnly, sameSite], [true, 'Lax']);
      }
      assert.equal(await page.evaluate('document.cookie.includes("dure-session")'), false);
      const { location } = await page.evaluate(signOut, session.csrf);
      await page.goto(location);
      await page.getByRole('button', { name: /Sign out/ }).click();
      await page.waitForURL(`${url}/`);
      assert.equal((await context.request.get(stays)).status(), 401);
    } finally {
      await browser.close();
      child.kill('SIGTERM');
    }
    assert.equal((await ended).code, 0);
  });
});
