// One suite of scenarios over every way in: for each business its story, a cancellation, a refusal
// and a race. What holds over HTTP holds over gRPC, without a line of a board changed.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { calendarOf } from '@dure/domain';
import { documentsOf, rehearsalOf } from 'dure/businesses';
import { scenarios } from './scenarios.testing.ts';
import type { End, Scenarios } from './scenarios.testing.ts';
import { waysIn } from './ways-in.ts';
import type { Answer, Row, Said, WayIn } from './ways-in.ts';

const TODAY = '2026-03-02';

const told = (answer: Answer): string => (answer.is === 'done' ? 'done' : answer.rejection);

/** Says one after the other, each when what came before has come to rest. */
const sayAll = async (way: WayIn, all: readonly Said[]): Promise<void> => {
  for (const said of all) {
    const answer = await way.say(said);
    assert.equal(answer.is, 'done', `${said.command}: ${JSON.stringify(answer)}`);
    await way.rest();
  }
};

const isAt = async (way: WayIn, { view, key, field, is, as }: End): Promise<void> => {
  const row: Row | undefined = await way.row(view, key, as);
  assert.equal(row?.[field], is, `${view} ${JSON.stringify(row)}`);
};

const holds = (name: string, of: Scenarios, way: (typeof waysIn)[number]): void => {
  describe(`${name} over ${way.name}`, () => {
    let client: WayIn;
    before(async () => {
      const rehearsal = await rehearsalOf(name);
      const { instantAt } = calendarOf(rehearsal.timeZone);
      const now = (): number => instantAt(TODAY, '10:00');
      const { settings = {} } = of;
      client = await way.open({ rehearsal, documents: await documentsOf(name), settings, now });
      await sayAll(client, of.before);
    });
    after(() => client.close());

    it('is told from its beginning to its end', async () => {
      await sayAll(client, of.story.said);
      for (const end of of.story.ends) await isAt(client, end);
      const trail = await client.trail(of.story.caseId);
      for (const event of of.story.trail)
        assert.ok(trail.includes(event), `${event}: ${trail.join()}`);
    });

    it('is called off', async () => {
      await sayAll(client, of.cancellation.said);
      for (const end of of.cancellation.ends) await isAt(client, end);
    });

    it('refuses in words, and is done once under a key', async () => {
      const { said, rejection } = of.refusal;
      const answer = await client.say(said);
      assert.equal(told(answer), rejection);
      assert.match(answer.is === 'refused' ? answer.ko : '', /[가-힣]/);
      const { once } = of.refusal;
      const [first, again] = [await client.say(once), await client.say(once)];
      assert.deepEqual([told(first), again], ['done', first]);
      await client.rest();
    });

    it('lets one of two win', async () => {
      const { said, answers, ends } = of.race;
      const came = await Promise.all(said.map((one) => client.say(one)));
      await client.rest();
      assert.deepEqual(came.map(told).toSorted(), answers.toSorted());
      const rows = await Promise.all(ends.map(({ view, key }) => client.row(view, key)));
      const shown = rows.map((row, at) => String(row?.[ends[at]?.field ?? '']));
      const wanted = ends.map(({ is }) => String(is));
      assert.deepEqual(shown.toSorted(), wanted.toSorted());
    });
  });
};

for (const [name, of] of Object.entries(scenarios)) {
  for (const way of waysIn) holds(name, of, way);
}
