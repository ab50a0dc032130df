// Much of it: ten thousand rows in a list, twenty thousand events in a case, and what is parked for
// one cause, as a group.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { openBrowser, withoutBrowser } from '../testing/chromium.testing.ts';
import { isSound, openPerson, picture } from '../testing/people.testing.ts';
import type { Person } from '../testing/people.testing.ts';
import { copier, openCards } from './cards.testing.ts';
import type { OpenCards } from './cards.testing.ts';
import { untilSo } from '../testing/until.testing.ts';

const ROWS = 10_000;
const EVENTS = 20_000;
/** As many as a page of a list, and as many as a part of a case. */
const [ROWS_SHOWN_MAX, RECORDS_SHOWN_MAX] = [20, 1_000];

describe('pages with much on them', withoutBrowser(), () => {
  let browser: Browser;
  let cards: OpenCards;
  before(async () => {
    cards = await openCards();
    browser = await openBrowser();
    await cards.file(ROWS);
    await cards.mark('card-7', EVENTS);
  });
  after(async () => {
    await browser.close();
    await cards.close();
  });

  const open = (persona: string, path: string): Promise<Person> =>
    openPerson({
      browser,
      url: cards.url,
      business: 'box',
      path,
      persona,
      language: 'en',
      size: 'desk',
    });

  it('show a list of 10,000 rows page by page, find in it, and stay live', async () => {
    const person = await open('Clerk:clerk-1', 'cards');
    const { page } = person;
    const rows = page.locator('.rows > li');
    await rows.first().waitFor();
    assert.ok((await rows.count()) <= ROWS_SHOWN_MAX);
    await page.getByText('of more than 1,000').waitFor();
    await cards.file(1, ROWS);
    await rows
      .first()
      .filter({ hasText: `Card no. ${ROWS}.` })
      .waitFor();
    await isSound(person);
    await page.goto(`${cards.url}/box/cards?q=${encodeURIComponent('no. 4321.')}`);
    await rows.filter({ hasText: 'Card no. 4321.' }).waitFor();
    assert.equal(await rows.count(), 1);
    const last = Math.floor(ROWS / ROWS_SHOWN_MAX) - 1;
    await page.goto(`${cards.url}/box/cards?sort=cardId&page=${last}`);
    await rows.filter({ hasText: 'Card no. 9998.' }).waitFor();
    assert.ok((await rows.count()) <= ROWS_SHOWN_MAX);
    await person.close();
  });

  it('turn through a case of 20,000 events, at its end as quickly as at first', async () => {
    const person = await open('Operator:operator-1', 'cases/card-7');
    const { page } = person;
    // By its place: to look for a role among so many is slow itself.
    const later = page.locator('.pager button').last();
    await page.locator('.record').first().waitFor();
    const took: number[] = [];
    let part = 1;
    for (; (await later.getAttribute('aria-disabled')) === null; part += 1) {
      const before = performance.now();
      await later.click();
      await page.locator('.pager', { hasText: `Part ${part + 1},` }).waitFor();
      took.push(performance.now() - before);
      assert.ok((await page.locator('.record').count()) <= RECORDS_SHOWN_MAX);
    }
    assert.ok(part * RECORDS_SHOWN_MAX >= EVENTS, `${part} parts`);
    const { data } = await lastRecord(person);
    assert.match(data, new RegExp(`Mark no. ${EVENTS - 1}`));
    const [first, last] = [took.slice(0, 5), took.slice(-5)].map((of) => Math.min(...of));
    assert.ok((last ?? 0) <= 4 * (first ?? 0) + 100, `${first} ms at first, ${last} at last`);
    await page.locator('.pager button').first().click();
    await page.locator('.pager', { hasText: `Part ${part - 1},` }).waitFor();
    await person.close();
  });

  it('follow a case of 20,000 events over the wall, to its end', async () => {
    const person = await open('Operator:operator-1', 'wall?case=card-7');
    const { page } = person;
    const steps = page.locator('.walk-steps input');
    await steps.waitFor({ timeout: 60_000 });
    assert.ok(Number(await steps.getAttribute('max')) >= EVENTS);
    await page.locator('.wall-note[data-walk=now]').first().waitFor();
    await steps.press('Home');
    await page.locator('.walk-now', { hasText: 'Step 1 of' }).waitFor();
    await steps.press('End');
    await untilSo(
      page,
      "(({ value, max }) => value === max)(document.querySelector('.walk-steps input'))",
    );
    await isSound(person);
    await person.close();
  });

  it('have a group of what is parked be tried again', async () => {
    copier.isBroken = true;
    await cards.file(3, 20_000);
    const person = await open('Operator:operator-1', 'parked');
    const { page } = person;
    const group = page.locator('.parked-group', { hasText: 'The copier is broken' });
    await group.waitFor();
    await group.getByRole('button', { name: 'Content' }).click();
    await page.locator('.parked-messages .record').nth(2).waitFor();
    await isSound(person);
    await picture(person, 'console-parked-group-en');
    await group.getByRole('button', { name: 'Try all again' }).click();
    await group.getByText('3 parked again').waitFor();
    copier.isBroken = false;
    await group.getByRole('button', { name: 'Try all again' }).click();
    await page.getByText('Nothing is parked').waitFor();
    await page.goto(`${cards.url}/box/copies?q=no.+20002.`);
    await page.locator('.rows > li', { hasText: 'Card no. 20002.' }).waitFor();
    await person.close();
  });

  it('have a group of what is parked be skipped with a note that the audit keeps', async () => {
    copier.isBroken = true;
    await cards.file(2, 30_000);
    const person = await open('Operator:operator-1', 'parked');
    const { page } = person;
    const group = page.locator('.parked-group', { hasText: 'The copier is broken' });
    await group.getByRole('button', { name: 'Skip all' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('Filed twice by mistake');
    await isSound(person);
    await dialog.getByRole('button', { name: 'Skip all' }).click();
    await page.getByText('Nothing is parked').waitFor();
    await page.goto(`${cards.url}/box/audit`);
    await page.getByText('Filed twice by mistake').first().waitFor();
    copier.isBroken = false;
    await person.close();
  });
});

const lastRecord = async ({ page }: Person): Promise<{ readonly data: string }> => {
  const record = page.locator('.record').last();
  await record.locator('.text-button').click();
  return { data: (await record.locator('.record-data').textContent()) ?? '' };
};
