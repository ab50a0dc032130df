// A wall of MSAEz becomes a draft: what belongs where, what it is called, and what is asked.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { draftFiles } from './code.ts';
import { importWall } from './import.ts';
import { isMsaezWall, parseWall } from './parse.ts';
import { sampleWall } from './sample.testing.ts';

const draft = importWall(sampleWall, 'file');
const [booking, seats] = draft.contexts;
const files = draftFiles(draft, 'en');
const told = draft.odd.map(({ where, en }) => `${where}: ${en}`);
const has = (pattern: RegExp): void =>
  assert.ok(
    told.some((one) => pattern.test(one)),
    `${pattern}`,
  );

describe('an imported wall', () => {
  it('has its contexts, by their Latin names or by one that is made up', () => {
    assert.equal(draft.name, 'concert-hall');
    assert.deepEqual(
      draft.contexts.map(({ name, label }) => [name, label]),
      [
        ['booking', ['예매', 'Booking']],
        ['context1', ['좌석', '좌석']],
      ],
    );
    has(/^context 좌석: it has no name in Latin letters, and is called context1/);
  });

  it('has notes where their rectangles touch, with Korean kept as labels', () => {
    assert.deepEqual(
      booking?.commands.map(({ name, label, gives, opens }) => [name, label[0], gives, opens]),
      [
        ['Command1', '예매하기', 'Booked', true],
        ['CancelBooking', '예매 취소', 'BookingCanceled', false],
      ],
    );
    assert.deepEqual(
      booking?.actors.map(({ label, issues }) => [label[0], issues]),
      [['관객', ['Command1', 'CancelBooking']]],
    );
  });

  it('has the shapes of classes, enumerations, lists and keys', () => {
    const fields = Object.fromEntries(
      booking?.commands[0]?.fields.map(({ name, shape }) => [name, shape]) ?? [],
    );
    assert.deepEqual(fields, {
      bookingId: `id('booking')`,
      seat: 'text',
      price: 'money()',
      way: `oneOf('CARD', 'CASH')`,
      place: 'valueObject({ street: text, city: text })',
      tags: 'list(text)',
    });
    const kept = seats?.aggregates[0]?.fields.map(({ name, shape }) => [name, shape]);
    assert.deepEqual(kept, [['bookingId', `id('booking')`]]);
    has(/tags: Hint is no type that is known/);
  });

  it('tells two notes of one name apart, and says so', () => {
    assert.deepEqual(
      seats?.events.map(({ name }) => name),
      ['SeatTaken', 'Booked2'],
    );
    has(/Event Booked: there is a Booked already, and it is called Booked2: are they the same/);
  });

  it('has policies with a command, and asks about the others', () => {
    assert.deepEqual(
      seats?.policies.map(({ name, event, commands }) => [name, event, commands]),
      [['takeOnBooking', 'Booked', ['TakeSeat']]],
    );
    has(/tellSomebody: which command does it send/);
  });

  it('lets fields be left out that come from nowhere', () => {
    assert.ok(draft.optional.has('command TakeSeat.row'));
    assert.ok(draft.optional.has('event Booked.rank'));
    assert.ok(!draft.optional.has('event Booked.seat'));
  });

  it('has rows that follow the events of their aggregate', () => {
    const [view] = booking?.views ?? [];
    assert.deepEqual(
      [view?.key.name, view?.creates, view?.updates, view?.deletes],
      ['bookingId', ['Booked'], ['Booked'], ['BookingCanceled']],
    );
  });

  it('has the exceptions of its classes as rejections', () =>
    assert.deepEqual(booking?.rejections, [
      { name: 'SeatsFull', label: ['자리가 없습니다', 'Seats full'], kind: 'notFound' },
    ]));

  it('lists what has no place, what is broken, and what it could not read', () => {
    has(/^Issue Who pays\?: an open question/);
    has(/^UI × 1/);
    has(/^Text × 1/);
    has(/^Odd: a sticker of an unknown kind/);
    has(/^Command: a sticker without a name/);
    has(/^stale → stale: a line of which an end is not on the wall/);
    has(/^Line: a line without a meaning/);
  });

  it('is written as contracts, boards, a system and a list of questions', () => {
    assert.deepEqual(
      [...files.keys()],
      [
        'system.ts',
        'booking/contract.ts',
        'booking/board.ts',
        'context1/contract.ts',
        'context1/board.ts',
        'IMPORTED.md',
      ],
    );
    const board = files.get('booking/board.ts') ?? '';
    assert.match(board, /Command1: \{ none: event\.Booked \}/);
    assert.match(board, /BookingCanceled: \{ present: \(\) => bookingStates\.gone\(\) \}/);
    const reaction = files.get('context1/board.ts') ?? '';
    assert.match(reaction, /seatId: `aggregate1-\$\{happened\.bookingId\}`, seat: happened\.seat/);
    assert.match(
      draftFiles(draft, 'ko').get('IMPORTED.md') ?? '',
      /# 가져온 벽[^]*무엇인가요|찾|열린 물음/,
    );
  });
});

describe('a file', () => {
  it('of an old wall, with lists in place of maps, is read the same', () => {
    const { elements, relations } = sampleWall;
    const lists = {
      definition: Object.values(elements as object),
      relation: Object.values(relations as object),
    };
    assert.ok(isMsaezWall(lists));
    const { stickers, lines } = parseWall(lists);
    const read = parseWall(sampleWall);
    assert.deepEqual([stickers.length, lines], [read.stickers.length, read.lines]);
  });

  it('that is no wall is none', () => {
    for (const other of [undefined, [], {}, { elements: [] }, 'a'])
      assert.ok(!isMsaezWall(other), JSON.stringify(other));
  });
});
