// Where messages to phones go, by what the environment says.

import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { once } from 'node:events';
import { rehearsal } from '@dure/lodging/rehearsal';
import { UserError } from '../command.ts';
import { wordsFor } from '../user-error.ts';
import { alimTalkIn } from './alimtalk.ts';
import { openBusinessHost } from './business-host.ts';
import type { HostOptions } from './business-host.ts';

const TOKEN = 'token-of-the-test';
const names = {
  url: 'DURE_ALIMTALK_URL',
  senderKey: 'DURE_ALIMTALK_SENDER_KEY',
  token: 'DURE_ALIMTALK_TOKEN',
  file: 'DURE_ALIMTALK_TOKEN_FILE',
} as const;

const url = { [names.url]: 'https://alimtalk.test/messages' };
const senderKey = { [names.senderKey]: 'channel-of-the-test' };
const token = { [names.token]: TOKEN };
const whole = { ...url, ...senderKey, ...token };

const newFolder = () => mkdtempSync(join(tmpdir(), 'dure-alimtalk-'));

const tokenFile = (content: string): string => {
  const file = join(newFolder(), 'token');
  writeFileSync(file, content);
  return file;
};

/** What whoever starts it is told: a line in each language, and exit code 2. */
const troubleWith = (cause: unknown): string => {
  const told = wordsFor(cause);
  assert.ok(cause instanceof UserError && told);
  assert.equal(told.exitCode, 2);
  const { ko, en } = told.words;
  assert.doesNotMatch(`${ko}${en}`, /\n|token-of-the-test/);
  assert.match(ko, /[가-힣]/);
  return en;
};

const mistakeIn = (environment: { readonly [name: string]: string }): string => {
  try {
    alimTalkIn(environment);
  } catch (cause) {
    return troubleWith(cause);
  }
  return assert.fail('It was taken.');
};

describe('AlimTalk in the environment', () => {
  it('is simulated when nothing is said of it', () => {
    assert.equal(alimTalkIn({ PATH: '/bin' }), undefined);
    assert.equal(alimTalkIn({ [names.url]: '', [names.token]: ' ' }), undefined);
  });

  it('stands in for the gateway of every business when all is said', () =>
    assert.deepEqual(Object.keys(alimTalkIn(whole) ?? {}), ['MessageGateway']));

  it('is not guessed at when only some is said', () => {
    const { senderKey: keyName, token: tokenName } = names;
    assert.equal(mistakeIn(url), `To send AlimTalk, also set ${keyName}, ${tokenName}`);
    assert.match(mistakeIn({ ...url, ...senderKey }), new RegExp(`also set ${tokenName}$`));
    assert.match(mistakeIn({ ...senderKey, ...token }), new RegExp(`also set ${names.url}$`));
    assert.match(mistakeIn({ [names.file]: '/nowhere' }), new RegExp(`${names.url}, ${keyName}$`));
  });

  it('is refused with an address that is none', () => {
    for (const bad of ['alimtalk.test', 'ftp://alimtalk.test', `https://me:${TOKEN}@alimtalk.test`])
      assert.match(mistakeIn({ ...whole, [names.url]: bad }), /^DURE_ALIMTALK_URL must be/);
  });

  it('is refused with a token that no header carries, two tokens, or none in the file', () => {
    assert.match(mistakeIn({ ...whole, [names.token]: `${TOKEN} x` }), /^DURE_ALIMTALK_TOKEN:/);
    assert.match(mistakeIn({ ...whole, [names.file]: '/nowhere' }), /not both$/);
    const without = { ...url, ...senderKey };
    const file = (path: string) => mistakeIn({ ...without, [names.file]: path });
    assert.match(file('/nowhere/token'), /^DURE_ALIMTALK_TOKEN_FILE: that file cannot be read$/);
    assert.match(file(tokenFile('\n')), /^DURE_ALIMTALK_TOKEN_FILE: a token is/);
  });
});

describe('A token in a file', () => {
  it('goes out without the line break at its end', async () => {
    const sent: unknown[] = [];
    const server = createServer((request, response) => {
      sent.push(request.headers.authorization);
      response.end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const environment = { ...senderKey, [names.file]: tokenFile(`${TOKEN}\n`) };
    const way = alimTalkIn({ ...environment, [names.url]: `http://127.0.0.1:${port}` });
    const data = { messageKey: 'a', template: 'b', textKo: 'c', phone: '01011112222' };
    const told = { to: 'MessageGateway', type: 'send', key: 'a', caseId: 'a', causedBy: 'a' };
    await way?.['MessageGateway']?.call({ ...told, data, caller: 'a', budgetMs: 610 });
    server.close();
    assert.deepEqual(sent, [`Bearer ${TOKEN}`]);
  });
});

describe('The people of the demo', () => {
  const host: HostOptions = {
    system: rehearsal,
    folder: undefined,
    settings: {},
    isReplay: false,
    withDemo: true,
    logger: { incident: () => {}, happened: () => {}, warn: () => {} },
  };

  it('are not written to: data with a demo in it does not open with real messages', async () => {
    const folder = newFolder();
    const played = await openBusinessHost({ ...host, folder });
    await played.close();
    const opening = openBusinessHost({ ...host, folder, externals: alimTalkIn(whole) });
    const cause: unknown = await opening.then(
      () => assert.fail('It was opened.'),
      (thrown: unknown) => thrown,
    );
    assert.match(troubleWith(cause), /holds the demo/);
  });
});
