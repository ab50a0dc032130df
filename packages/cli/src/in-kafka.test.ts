import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UserError } from './command.ts';
import { inKafka } from './in-kafka.ts';

describe('What is done in a broker', () => {
  it('says in both languages that it is away', async () => {
    const contexts = ['orders'];
    const dropping = inKafka('kafka://127.0.0.1:9', ({ feedKafka, kafka }) =>
      feedKafka.dropTopics({ kafka, business: 'shop', contexts }),
    );
    await assert.rejects(dropping, (error: unknown) => {
      assert.ok(error instanceof UserError);
      assert.match(error.words.en, /Kafka at 127\.0\.0\.1:9 cannot be reached/);
      assert.match(error.words.ko, /닿지 않습니다/);
      return true;
    });
  });
});
