// A wall whose names are Korean has documents that every tool takes: names in ASCII where the
// format wants them, and the wall's own everywhere else.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Parser } from '@asyncapi/parser';
import { Validator } from '@seriousme/openapi-schema-validator';
import {
  aggregate,
  boundedContext,
  contract,
  initial,
  rest,
  states,
  system,
  take,
} from '@dure/domain';
import { id, oneOf, text } from '@dure/domain/shapes';
import { runEmbedded } from '@dure/embedded';
import { memoryStore } from '@dure/store-memory';
import { createGateway } from '../index.ts';

/** How the parser calls what makes a document invalid. */
const ERROR = 0;

const room = { 번호: id('room'), 이름: text, 종류: oneOf('일반', '고급') };

const { context, command, event, reject, view } = contract('숙소', {
  commands: { 등록하다: room },
  events: { 등록됨: room },
  rejections: {},
  views: { 방들: room, bangdeul: room },
});

const state = states({ 없음: initial(), 있음: rest('있음', { 이름: text }) });

const 방 = aggregate('방', {
  identifiedBy: '번호',
  accepts: command,
  emits: event,
  refuses: reject,
  states: state,
  decide: { 등록하다: { 없음: event.등록됨 } },
  evolve: { 등록됨: { 없음: state.있음 } },
});

const rows = { key: ['번호'], creates: { 등록됨: take } } as const;

const Inn = system('민박', {
  label: ['민박', 'Inn'],
  businessKey: '번호',
  timeZone: 'Asia/Seoul',
  contexts: [
    boundedContext(context, {
      actors: { 주인: { issues: ['등록하다'], reads: 'all' } },
      aggregates: { 방 },
      views: {
        방들: view.방들.follows([event], rows),
        bangdeul: view.bangdeul.follows([event], rows),
      },
    }),
  ],
});

describe('the documents of a wall with Korean names', () => {
  it('are valid, and no two names have become one', async () => {
    const running = await runEmbedded({ system: Inn, storeOf: () => memoryStore() });
    const gateway = await createGateway({ running, port: 0 });
    const read = async (path: string): Promise<string> =>
      (await fetch(`${gateway.url}${path}`)).text();
    const openApi = await read('/openapi.json');
    const asyncApi = await read('/asyncapi.json');
    await gateway.close();
    await running.stop();
    const validator = new Validator();
    // The document is JSON.
    const body = JSON.parse(openApi) as Record<string, unknown>;
    const { valid, errors } = await validator.validate(body);
    assert.ok(valid, JSON.stringify(errors));
    assert.doesNotThrow(() => validator.resolveRefs());
    const { diagnostics } = await new Parser().parse(asyncApi);
    assert.deepEqual(
      diagnostics.filter(({ severity }) => (severity as number) === ERROR),
      [],
    );
    for (const document of [openApi, asyncApi]) {
      const { components } = JSON.parse(document) as { components: { schemas: object } };
      const names = Object.keys(components.schemas);
      assert.deepEqual(
        names.filter((name) => !/^[\w.-]+$/.test(name)),
        [],
      );
      assert.ok(document.includes('등록') && document.includes('종류'));
    }
    assert.match(openApi, /"operationId":"minbak_deungrokhada"/);
    assert.match(openApi, /"minbak\.bangdeul2"/);
    assert.match(asyncApi, /"minbakdeungrokdoemData"/);
  });
});
