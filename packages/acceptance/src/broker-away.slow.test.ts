// Stories of all six businesses, played by people in browsers, customer and staff side by side, and
// business beside business, while the broker between the contexts is killed and comes back: what
// the pages say meanwhile, that nothing is lost or done twice, and every story comes to its end.

import { after, before, describe, it } from 'node:test';
import { reasonNotToBeHad, startKafka } from '@dure/servers/kafka';
import type { Server } from '@dure/servers';
import { openBrowser, withoutBrowser } from '@dure/web/testing/chromium';
import type { Browser } from 'playwright-core';
import { deployed } from './broker-away/deployed.testing.ts';
import type { Afterwards, Deployed, Story, WithoutBroker } from './broker-away/deployed.testing.ts';
import { lodging } from './broker-away/lodging.testing.ts';
import { parcelPickup } from './broker-away/parcel-pickup.testing.ts';
import { personalTraining } from './broker-away/personal-training.testing.ts';
import { repairShop } from './broker-away/repair-shop.testing.ts';
import { restaurant } from './broker-away/restaurant.testing.ts';
import { taxi } from './broker-away/taxi.testing.ts';

const stories: { readonly [business: string]: Story } = {
  lodging,
  'parcel-pickup': parcelPickup,
  'personal-training': personalTraining,
  'repair-shop': repairShop,
  restaurant,
  taxi,
};

const reason = reasonNotToBeHad() ?? withoutBrowser().skip;

/** What was left by the part of the story before, which may have failed. */
const from = <T>(part: ReadonlyMap<string, T>, name: string): T => {
  const found = part.get(name);
  if (found === undefined) throw new Error(`${name} has not come so far.`);
  return found;
};

describe('Businesses whose broker is killed and comes back', { skip: reason ?? false }, () => {
  const businesses = new Map<string, Deployed>();
  const without = new Map<string, WithoutBroker>();
  const afterwards = new Map<string, Afterwards>();
  let browser: Browser;
  let kafka: Server;

  before(async () => {
    [browser, kafka] = await Promise.all([openBrowser(), startKafka()]);
    const around = { browser, kafka: kafka.url };
    for (const name of Object.keys(stories)) businesses.set(name, await deployed(name, around));
  });
  after(async () => {
    await browser.close();
    await Promise.all([...businesses.values()].map((of) => of.close()));
    await kafka.stop();
  });

  describe('with it', { concurrency: true }, () => {
    for (const [name, story] of Object.entries(stories))
      it(`begin their stories: ${name}`, async () => {
        without.set(name, await story(from(businesses, name)));
      });
  });

  describe('without it', { concurrency: true }, () => {
    before(() => kafka.kill());

    for (const name of Object.keys(stories))
      it(`take what they can, and say how it stands: ${name}`, async () => {
        afterwards.set(name, await from(without, name)());
      });
  });

  describe('when it is back', { concurrency: true }, () => {
    before(() => kafka.restart());

    for (const name of Object.keys(stories))
      it(`come to the end, with nothing lost and nothing done twice: ${name}`, async () => {
        await from(afterwards, name)();
        await from(businesses, name).holds();
      });
  });
});
