// Every line to try, on the page and in the terminal: each is run as it stands, on the demo as it
// is after the first start, and accepted.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { createGateway } from '@dure/http';
import { businessNames, shippedBusiness } from '../businesses.ts';
import { openBusinessHost } from './business-host.ts';
import { linesFor } from './tries.ts';

const run = promisify(execFile);

type Started = { readonly url: string; readonly close: () => Promise<void> };

const startOf = async (name: string): Promise<Started> => {
  const business = shippedBusiness(name);
  const system = await business.rehearsal();
  const documents = await business.documents();
  const { running, close } = await openBusinessHost({
    system,
    folder: undefined,
    settings: {},
    isReplay: false,
    withDemo: true,
    logger: { incident: () => {}, happened: () => {}, warn: () => {} },
  });
  const gateway = await createGateway({
    running,
    port: 0,
    documents: documents ? { [name]: documents } : {},
    demos: system.demo ? { [name]: system.demo } : {},
  });
  const closeBoth = async (): Promise<void> => {
    await gateway.close();
    await close();
  };
  return { url: gateway.url, close: closeBoth };
};

const entities: { readonly [entity: string]: string } = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

const plain = (html: string): string =>
  html.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity);

/** The lines that the page of a business offers, as they are copied from it. */
const linesOnPage = async (url: string): Promise<readonly string[]> => {
  const page = await (await fetch(url, { headers: { accept: 'text/html' } })).text();
  return [...page.matchAll(/<pre><code>([^<]*)<\/code><\/pre>/g)].map(([, of = '']) => plain(of));
};

/** Runs a line, and tells how it was answered. */
const answerTo = async (line: string): Promise<string> => {
  const { stdout } = await run('bash', ['-c', `${line} -s -w '\\n%{http_code}'`]);
  return stdout;
};

const isAccepted = (answer: string): boolean => /\n2\d\d$/.test(answer);

describe('the lines to try', () => {
  for (const name of businessNames)
    it(`on the page are accepted on the fresh demo: ${name}`, async () => {
      const { url, close } = await startOf(name);
      try {
        const lines = await linesOnPage(`${url}/${name}`);
        assert.ok(lines.length > 0);
        for (const line of lines) {
          const answer = await answerTo(line);
          assert.ok(isAccepted(answer), `${line}\n${answer}`);
        }
      } finally {
        await close();
      }
    });

  for (const name of businessNames)
    it(`in the terminal are accepted on the fresh demo: ${name}`, async () => {
      const { url, close } = await startOf(name);
      try {
        const business = shippedBusiness(name);
        const setting = { url, logOptions: undefined, hasDemo: true };
        for (const line of linesFor(business, await business.load(), setting)) {
          const answer = await answerTo(line);
          assert.ok(isAccepted(answer), `${line}\n${answer}`);
        }
      } finally {
        await close();
      }
    });
});
