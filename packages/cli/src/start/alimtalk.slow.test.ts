// `dure start` as a process whose messages go out to a counter on this machine.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { DAY_MS } from '@dure/domain';
import { dayOf } from '@dure/domain/korea';
import { atUrl, dureIn } from './process.testing.ts';

const TOKEN = 'token-of-the-test';

type Message = { readonly recipientNo: string; readonly content: string };

const openCounter = async () => {
  const messages: Message[] = [];
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      messages.push(body as Message);
      response.writeHead(202).end();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { server, messages, url: `http://127.0.0.1:${port}/messages` };
};

const environmentOf = (url: string) => ({
  DURE_ALIMTALK_URL: url,
  DURE_ALIMTALK_SENDER_KEY: 'channel-of-the-test',
  DURE_ALIMTALK_TOKEN: TOKEN,
});

const start = (environment: { readonly [name: string]: string }, ...more: readonly string[]) =>
  dureIn(environment, 'start', 'lodging', '--port', '0', '--memory', ...more);

/** A stay in an instant place, reserved by somebody with a phone. */
const reserve = async (url: string): Promise<void> => {
  const post = async (path: string, persona: string, body: object): Promise<void> => {
    const headers = { 'content-type': 'application/json', 'dure-persona': persona };
    const request = { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await fetch(`${url}/lodging/${path}`, request);
    assert.equal(response.status, 201, await response.text());
  };
  const place = { placeId: 'place-9', placeNm: '한옥', ownerId: 'owner-2', pricePerNight: 5000 };
  await post('places', 'Owner:owner-2', { ...place, instantConfirmation: true });
  await post('reservationManagements', 'Owner:owner-2', { placeId: 'place-9', stock: 1 });
  const [strDt, endDt] = [7, 8].map((days) => dayOf(Date.now() + days * DAY_MS));
  const stay = { placeId: 'place-9', usrId: 'customer-2', qty: 1, strDt, endDt };
  await post('accommodations', 'Customer:customer-2', stay);
};

describe('a start with AlimTalk', () => {
  it('sends nothing of a demo, and one message for a confirmed reservation', async () => {
    const { server, messages, url } = await openCounter();
    const { child, ended, saying } = start(environmentOf(url), '--lang', 'en', '--verbose');
    await reserve(await saying(atUrl));
    const latest = Date.now() + 10_000;
    while (messages.length === 0 && Date.now() < latest) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    child.kill('SIGTERM');
    const { code, out, trouble } = await ended;
    server.close();
    assert.equal(code, 0, trouble);
    assert.equal(messages.length, 1);
    assert.match(messages[0]?.content ?? '', /한옥 예약이 확정되었습니다/);
    assert.match(trouble, /^AlimTalk goes out for real, so the demo is left out\n/);
    const phone = messages[0]?.recipientNo ?? '';
    assert.match(phone, /^010\d{8}$/);
    for (const secret of [TOKEN, phone]) assert.ok(!`${out}${trouble}`.includes(secret));
  });

  it('does not begin when only some of it is said', async () => {
    const { code, out, trouble } = await start({ DURE_ALIMTALK_TOKEN: TOKEN }, '--lang', 'ko')
      .ended;
    assert.deepEqual([code, out], [2, '']);
    assert.match(trouble, /DURE_ALIMTALK_URL, DURE_ALIMTALK_SENDER_KEY도 정해 주세요/);
    assert.doesNotMatch(trouble, /token-of-the-test|^ +at /m);
  });

  it('does not begin with an address that is none', async () => {
    const { code, trouble } = await start(environmentOf('nowhere'), '--lang', 'en').ended;
    assert.equal(code, 2);
    assert.match(trouble, /DURE_ALIMTALK_URL must be an http or https address/);
  });
});
