// What goes wrong in the world outside: pressed twice, the way back, two windows, a server that is
// gone and comes back, text that would like to be markup; and how much is loaded at first.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { openBrowser, withoutBrowser } from '../testing/chromium.testing.ts';
import { isSound, openPerson } from '../testing/people.testing.ts';
import type { Person } from '../testing/people.testing.ts';
import { startProgram } from '../testing/program.testing.ts';
import type { Program } from '../testing/program.testing.ts';

const SCRIPT_BYTES_MAX = 150 * 1024;
const SEEN_MS_MAX = 15_000;
const pay = /결제하고 예약하기/;
const dist = fileURLToPath(new URL('../dist/', import.meta.url));

const portOf = (url: string): string => new URL(url).port;

describe('a page when something goes wrong', withoutBrowser(), () => {
  const data = mkdtempSync(join(tmpdir(), 'dure-robust-'));
  let browser: Browser;
  let program: Program;
  before(async () => {
    [browser, program] = await Promise.all([
      openBrowser(),
      startProgram('lodging', '--data', data),
    ]);
  });
  after(async () => {
    await browser.close();
    await program.close();
    rmSync(data, { recursive: true });
  });

  const customer = (path = '', persona = 'Customer:customer-2') =>
    openPerson({ browser, url: program.url, business: 'lodging', persona, path });

  const staysOf = async (persona: string): Promise<number> => {
    const headers = { 'dure-persona': persona, accept: 'application/json' };
    const answer = await fetch(`${program.url}/lodging/mypages`, { headers });
    const body = (await answer.json()) as { readonly page: { readonly totalElements: number } };
    return body.page.totalElements;
  };

  const toPaying = async ({ page }: Person): Promise<void> => {
    await page.getByRole('heading', { name: '강남 비즈니스호텔' }).click();
    await page.getByRole('button', { name: pay }).waitFor();
  };

  it('does once what was pressed twice, and the way back does not lead to it', async () => {
    const persona = 'Customer:customer-3';
    const count = await staysOf(persona);
    const person = await customer('', persona);
    await toPaying(person);
    await person.page.getByRole('button', { name: pay }).dblclick();
    await person.page.waitForURL(/stays\/order-/);
    // The view that is counted below has it by then.
    await person.page.locator('.steps').waitFor();
    await person.page.goBack();
    await person.page.getByRole('heading', { name: '숙소 찾기' }).waitFor();
    assert.equal(await staysOf(persona), count + 1);
    await person.close();
  });

  it('has two windows of one browser be two people, each of them live', async () => {
    const guest = await customer('stays');
    const other = await guest.context.newPage();
    await other.goto(`${program.url}/lodging?as=Owner:owner-2`);
    await other.getByRole('heading', { name: '예약 요청' }).waitFor();
    await guest.page.reload();
    await guest.page.getByRole('heading', { name: '내 예약' }).waitFor();
    await other.getByText('이한옥').waitFor();
    await guest.close();
  });

  it('shows text of people as text', async () => {
    const markup = '<img src=x onerror="document.title=1"><b>x</b>';
    const headers = { 'content-type': 'application/json', 'dure-persona': 'Owner:owner-1' };
    const place = { placeNm: markup, ownerId: 'owner-1', pricePerNight: 1 };
    const answer = await fetch(`${program.url}/lodging/places`, {
      method: 'POST',
      headers,
      body: JSON.stringify(place),
    });
    assert.equal(answer.status, 201);
    const person = await customer();
    await person.page.getByRole('heading', { name: markup }).waitFor();
    assert.equal(await person.page.locator('main img').count(), 0);
    await person.page.goto(`${program.url}/lodging/places?q=${encodeURIComponent(markup)}`);
    await person.page.getByText(markup).first().waitFor();
    assert.equal(await person.page.locator('main img, main b > b').count(), 0);
    await isSound(person);
    await person.close();
  });

  it('says that the server is away, opens without it, and goes on when it is back', async () => {
    const person = await customer('stays');
    const { page } = person;
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    // The first visit is kept by the second one.
    await page.reload();
    await page.getByRole('heading', { name: '내 예약' }).waitFor();
    const port = portOf(program.url);
    await program.kill();
    await page.getByText('서버와 연결이 끊겼습니다').waitFor({ timeout: SEEN_MS_MAX });
    await page.getByText('북촌 한옥스테이').first().waitFor();
    await page.reload();
    await page.getByText('서버에 연결할 수 없습니다').waitFor({ timeout: SEEN_MS_MAX });
    program = await startProgram('lodging', '--data', data, '--port', port);
    await page
      .getByText('북촌 한옥스테이')
      .first()
      .waitFor({ timeout: 2 * SEEN_MS_MAX });
    await page.getByText('연결할 수 없습니다').waitFor({ state: 'detached' });
    await person.close();
  });

  it('sends a wish once that was pressed while the server was away', async () => {
    const persona = 'Customer:customer-4';
    const count = await staysOf(persona);
    const person = await customer('', persona);
    await toPaying(person);
    const port = portOf(program.url);
    await program.kill();
    await person.page.getByRole('button', { name: pay }).click();
    await person.page.getByText('서버를 기다리고 있습니다').waitFor();
    program = await startProgram('lodging', '--data', data, '--port', port);
    const again = person.page.getByRole('button', { name: '다시 시도' });
    const isThere = person.page.waitForURL(/stays\/order-/, { timeout: 2 * SEEN_MS_MAX });
    await Promise.race([isThere, again.click().catch(() => isThere)]);
    await isThere;
    // The list of a customer is of another context, which may lag behind by a moment.
    const until = Date.now() + SEEN_MS_MAX;
    while ((await staysOf(persona)) === count && Date.now() < until) await sleep(50);
    assert.equal(await staysOf(persona), count + 1);
    await person.close();
  });

  it('is loaded by a customer with at most 150 KB of script', async () => {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    const scripts = new Set<string>();
    page.on('request', (request) => {
      if (request.resourceType() === 'script') scripts.add(new URL(request.url()).pathname);
    });
    await page.goto(`${program.url}/lodging`);
    await page.locator('.place-card').first().waitFor();
    const bytes = [...scripts].map((path) => gzipSync(readFileSync(join(dist, path))).length);
    const sum = bytes.reduce((all, one) => all + one, 0);
    assert.ok(scripts.size > 0 && sum <= SCRIPT_BYTES_MAX, `${sum} bytes: ${[...scripts].join()}`);
    await context.close();
  });
});
