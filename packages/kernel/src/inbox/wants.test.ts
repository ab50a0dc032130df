import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contract, initial, ledger, open, per, rest, states, whole } from '@dure/domain';
import { id, text } from '@dure/domain/shapes';
import { wantsOf } from './wants.ts';

const hallId = id('hall');
const Hall = contract('hall', {
  commands: { OpenHall: { hallId }, TakeSeat: { hallId, seat: text } },
  events: { HallOpened: { hallId }, SeatTaken: { hallId, seat: text } },
});
const hall = states({ shut: initial(), open: rest('OPEN') });
const seat = states({ free: initial(), taken: open('TAKEN') });

const seatsKept = (kept: readonly 'taken'[]) =>
  ledger('Seats', {
    identifiedBy: 'hallId',
    accepts: Hall.command,
    emits: Hall.event,
    refuses: {},
    registers: { House: whole(hall), Seat: per('seat', seat, kept) },
    decide: {
      House: { OpenHall: { shut: Hall.event.HallOpened } },
      Seat: { TakeSeat: { free: Hall.event.SeatTaken } },
    },
    evolve: {
      House: { HallOpened: { shut: () => hall.open() } },
      Seat: { SeatTaken: { free: () => seat.taken() } },
    },
  });

const openHall = Hall.command.OpenHall({ hallId: 'hall-1' });
const takeSeat = Hall.command.TakeSeat({ hallId: 'hall-1', seat: 'A1' });
const whole1 = { collection: 'instance', id: 'Seats/hall-1' };
const idsFor = (...of: Parameters<typeof wantsOf>) => wantsOf(...of).ids;

describe('What is read before a command is decided', () => {
  it('is its instance, with the entry that it names where entries are not kept', () => {
    const seats = seatsKept([]);
    const entry = { collection: 'entry', id: 'Seats/hall-1/Seat/A1' };
    deepEqual(idsFor(seats, 'hall-1', takeSeat), [whole1, entry]);
    deepEqual(idsFor(seats, 'hall-1', openHall), [whole1]);
  });

  it('is no entry that may be among the kept ones, which are read together', () => {
    deepEqual(idsFor(seatsKept(['taken']), 'hall-1', takeSeat), [whole1]);
  });
});
