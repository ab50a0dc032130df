// The browser of the tests: the system's Chromium, brought where that is possible.

import { existsSync } from 'node:fs';
import { aptInstall, canInstall, untilInstalled } from '@dure/servers/system-package';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

const known = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const installed = (): string | undefined =>
  [process.env['DURE_CHROMIUM'] ?? '', ...known].find((path) => path !== '' && existsSync(path));

/** On a machine that is ours as a whole: with the letters of Korean beside it. */
const bring = (): void => {
  if (!canInstall()) return;
  console.error('Chromium is being installed for the tests of the pages.');
  aptInstall(['chromium', 'fonts-noto-cjk']);
};

/** Where it is; nothing, where there is none and none can be brought. */
export const chromiumPath = (): string | undefined => {
  untilInstalled();
  const there = installed();
  if (there !== undefined) return there;
  bring();
  return installed();
};

const isInContinuousIntegration = process.env['CI'] !== undefined && process.env['CI'] !== '';

/**
 * As an option of `describe`: why the tests of the pages are skipped; nothing, where they run. In
 * continuous integration nothing is skipped: there they fail.
 */
export const withoutBrowser = (): { readonly skip?: string } => {
  if (chromiumPath() !== undefined || isInContinuousIntegration) return {};
  return {
    skip: 'no Chromium: install it (apt-get install chromium), or name it in DURE_CHROMIUM',
  };
};

/** @throws {Error} there is no Chromium. */
export const openBrowser = async (): Promise<Browser> => {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error('There is no Chromium on this machine.');
  return chromium.launch({ executablePath, args: flags });
};
