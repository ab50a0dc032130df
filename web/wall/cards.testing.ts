// A wall for tests that need much of it: cards are filed, marked as often as one likes, and copied
// by a second context, which fails as long as it is told to.

import {
  aggregate,
  boundedContext,
  contract,
  initial,
  rest,
  states,
  system,
  take,
  whenever,
} from '@dure/domain';
import type { AnyMessage } from '@dure/domain';
import { id, text } from '@dure/domain/shapes';
import { runEmbedded } from '@dure/embedded';
import { createGateway } from '@dure/http';
import type { Persona } from '@dure/rehearsal';
import { operator } from '@dure/rehearsal/demo';
import { memoryStore } from '@dure/store-memory';
import { fileURLToPath } from 'node:url';

const card = { cardId: id('card'), title: text };
const mark = { cardId: id('card'), title: text };

const desk = contract('desk', {
  commands: { FileCard: card, MarkCard: mark },
  events: { CardFiled: card, CardMarked: mark },
  views: { Cards: card },
});

const copies = contract('copies', {
  commands: { CopyCard: card },
  events: { CardCopied: card },
  views: { Copies: card },
});

const state = states({ absent: initial(), filed: rest('filed') });

const Card = aggregate('Card', {
  identifiedBy: 'cardId',
  accepts: desk.command,
  emits: desk.event,
  refuses: {},
  states: state,
  decide: {
    FileCard: { absent: desk.event.CardFiled },
    MarkCard: { filed: desk.event.CardMarked },
  },
  evolve: { CardFiled: { absent: state.filed }, CardMarked: { filed: state.filed } },
});

const Cards = desk.view.Cards.follows([desk.event], {
  path: 'cards',
  key: ['cardId'],
  creates: { CardFiled: take },
  updates: { CardMarked: take },
});

const Desk = boundedContext(desk.context, {
  actors: {
    Clerk: { issues: ['FileCard', 'MarkCard'], reads: { Cards: 'all' } },
    Operator: { reads: 'all' },
  },
  aggregates: { Card },
  views: { Cards },
});

/** Whether the copier is broken: that is code which fails, and is mended later. */
export const copier = { isBroken: false };

const copied = states({ absent: initial(), copied: rest('copied') });

const Copy = aggregate('Copy', {
  identifiedBy: 'cardId',
  accepts: copies.command,
  emits: copies.event,
  refuses: {},
  states: copied,
  decide: {
    CopyCard: {
      absent: (copy) => {
        if (copier.isBroken) throw new Error('The copier is broken.');
        return copies.event.CardCopied(copy);
      },
    },
  },
  evolve: { CardCopied: { absent: copied.copied } },
});

const Copies = copies.view.Copies.follows([copies.event], {
  path: 'copies',
  key: ['cardId'],
  creates: { CardCopied: take },
});

const Copier = boundedContext(copies.context, {
  actors: { Operator: { reads: 'all' } },
  aggregates: { Copy },
  policies: { copy: whenever(desk.event.CardFiled, copies.command.CopyCard) },
  views: { Copies },
});

const CardBox = system('box', {
  label: ['카드 상자', 'Cards'],
  businessKey: 'cardId',
  contexts: [Desk, Copier],
});

const clerk: Persona = { actor: 'Clerk', subject: 'clerk-1', label: ['직원', 'Clerk'], claims: {} };
const by = { kind: 'actor', name: 'Clerk', claims: {} } as const;
const AT_ONCE = 64;

/** The cards behind a gateway with pages. */
export const openCards = async () => {
  const running = await runEmbedded({ system: CardBox, storeOf: () => memoryStore() });
  const gateway = await createGateway({
    running,
    port: 0,
    demos: { box: { personas: [clerk, operator], steps: () => [] } },
    pages: fileURLToPath(new URL('../dist', import.meta.url)),
  });
  const issue = async (command: AnyMessage): Promise<void> => {
    const { is } = await running.issue({ command, by });
    if (is !== 'done') throw new Error(`${command.type} was ${is}.`);
  };
  const many = async (count: number, of: (number: number) => AnyMessage): Promise<void> => {
    for (let from = 0; from < count; from += AT_ONCE) {
      const size = Math.min(AT_ONCE, count - from);
      await Promise.all(Array.from({ length: size }, (_, at) => issue(of(from + at))));
    }
  };
  return {
    url: gateway.url,
    /** Files cards with these numbers, the titles of which say so. */
    file: (count: number, from = 0): Promise<void> =>
      many(count, (at) =>
        desk.command.FileCard({ cardId: `card-${from + at}`, title: `Card no. ${from + at}.` }),
      ),
    mark: (cardId: `card-${string}`, count: number): Promise<void> =>
      many(count, (at) => desk.command.MarkCard({ cardId, title: `Mark no. ${at}.` })),
    close: async (): Promise<void> => {
      await gateway.close();
      await running.stop();
    },
  };
};

export type OpenCards = Awaited<ReturnType<typeof openCards>>;
