// What a process writes of itself, and its figures: whatever people send it, nothing of them is in
// there. Logs of processes are kept by others, and no erasure reaches them.

import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { atUrl, dureIn, newFolder } from '../start/process.testing.ts';

const WHO = 'customer-77';
const TEL = '01077778888';
const KEY = 'a-key-of-customer-77';
const TOKEN = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJjdXN0b21lci03NyJ9.';

const told = [WHO, TEL, '010-7777-8888', '홍길동', KEY, TOKEN];

const headers = {
  'content-type': 'application/json',
  'dure-persona': `Customer:${WHO}`,
  'idempotency-key': KEY,
  authorization: `Bearer ${TOKEN}`,
  'user-agent': WHO,
};

describe('the log of a process and its figures', { timeout: 120_000 }, () => {
  it('have nothing of the people who send to it', async () => {
    const free = { PORT: '0' };
    const business = dureIn(free, 'start', 'lodging', '--port', '0', '--data', newFolder());
    const url = await business.saying(atUrl);
    const send = async (method: string, path: string, body?: string): Promise<number> => {
      const sent = body === undefined ? {} : { body };
      const response = await fetch(`${url}${path}`, { method, headers, ...sent });
      await response.text();
      return response.status;
    };
    const stay = { placeId: 'place-1', usrId: WHO, tel: TEL, strDt: '2099-03-10' };
    const whole = JSON.stringify({ ...stay, endDt: '2099-03-12', qty: 1 });
    const statuses = [
      await send('POST', '/accommodations', whole),
      await send('POST', '/accommodations', JSON.stringify(stay)),
      await send('POST', '/accommodations', `{"tel":"${TEL}","name":"홍길동`),
      await send('GET', `/accommodations?usrId=${WHO}&tel=010-7777-8888`),
      await send('GET', `/accommodations/${WHO}`),
      await send('GET', `/${WHO}/${TEL}`),
      await send('POST', `/lodging/ops/parked/${WHO}/retry`, '{"reason":"홍길동"}'),
    ];
    ok(statuses.some((status) => status >= 400) && statuses.every((status) => status < 500));
    const figures = await (await fetch(`${url}/metrics`)).text();
    ok(figures.includes('dure_http_request_duration_seconds'));
    business.child.kill('SIGTERM');
    const { out, trouble, code } = await business.ended;
    equal(code, 0, trouble);
    const all = `${out}\n${trouble}\n${figures}`;
    deepEqual(
      told.filter((text) => all.includes(text)),
      [],
    );
  });
});
