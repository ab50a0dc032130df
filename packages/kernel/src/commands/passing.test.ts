// What says to try again is not kept: under the same key the same may be accepted later.

import { equal } from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  aggregate,
  boundedContext,
  contract,
  initial,
  ofKind,
  rest,
  states,
  system,
} from '@dure/domain';
import { id } from '@dure/domain/shapes';
import { openShop } from '../open-shop.testing.ts';

const deskId = id('desk');
const hall = { isOpen: false };

const Desk = contract('desk', {
  commands: { Sit: { deskId } },
  events: { Sat: { deskId } },
  rejections: { HallIsShut: ofKind('unavailable', {}), DeskIsTaken: {} },
});

const state = states({ absent: initial(), taken: rest('TAKEN') });

const Seat = aggregate('Seat', {
  identifiedBy: 'deskId',
  ...Desk.pads,
  states: state,
  decide: {
    Sit: {
      absent: (sit) => (hall.isOpen ? Desk.event.Sat(sit) : Desk.reject.HallIsShut({})),
      taken: Desk.reject.DeskIsTaken,
    },
  },
  evolve: { Sat: { absent: state.taken } },
});

const Hall = system('hall', {
  label: ['열람실', 'Reading hall'],
  businessKey: 'deskId',
  contexts: [boundedContext('desk', { aggregates: { Seat } })],
});

describe('A rejection of the kind unavailable', () => {
  it('is not kept under the key of its command, whatever its fields are', async () => {
    hall.isOpen = false;
    const shop = await openShop({ system: Hall });
    const sit = () => shop.send('Sit', { deskId: 'desk-1' }, 'key-1');
    const first = await sit();
    equal(first.is === 'refused' && first.rejection.type, 'HallIsShut');
    hall.isOpen = true;
    equal((await sit()).is, 'done');
    await shop.stop();
  });

  it('is unlike others, which are kept', async () => {
    hall.isOpen = true;
    const shop = await openShop({ system: Hall });
    await shop.send('Sit', { deskId: 'desk-2' });
    const sit = () => shop.send('Sit', { deskId: 'desk-2' }, 'key-2');
    const [first, second] = [await sit(), await sit()];
    equal(first.is === 'refused' && first.rejection.type, 'DeskIsTaken');
    equal(second.is === 'refused' && second.rejection.type, 'DeskIsTaken');
    await shop.stop();
  });
});
