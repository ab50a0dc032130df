import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aggregate, ledger, per, whole } from './aggregate.ts';
import type { AnyAggregate } from './aggregate.ts';
import { ask } from './asks.ts';
import { contract } from './contract.ts';
import { Instance, isKeptIn } from './instance.ts';
import { forbidden, invalid, nothing, unavailable } from './known.ts';
import type { Known } from './known.ts';
import type { AnyMessage } from './notes.ts';
import { CorruptStream, decide, evolve, isOpen, placeOf, verdictOf } from './rules.ts';
import { count, id, nullable, optional, stamped, text } from './shapes.ts';
import { final, initial, open, rest, states } from './states.ts';

const doorId = id('door');

const { command, event, reject } = contract('doors', {
  commands: {
    HangDoor: { doorId, colour: text },
    OpenDoor: { doorId, by: optional(text) },
    PaintDoor: { doorId, colour: text },
    TakeDown: { doorId },
  },
  events: {
    DoorHung: { doorId, colour: text, status: stamped },
    DoorOpened: { doorId, status: stamped },
    DoorPainted: { doorId, colour: text },
    DoorTakenDown: { doorId, status: stamped },
  },
  rejections: { Locked: { doorId } },
});

const door = states({
  absent: initial(),
  shut: open('SHUT', { colour: text }),
  ajar: open('AJAR', { colour: text }),
  gone: final(['STORED', 'BROKEN']),
});

const guard = ask('guard', { of: command.TakeDown });

// An aggregate note is the aggregate, with its types for who writes the board.
const Door = aggregate('Door', {
  identifiedBy: 'doorId',
  accepts: command,
  emits: event,
  refuses: reject,
  states: door,
  decide: {
    HangDoor: { absent: event.DoorHung, '*': nothing },
    OpenDoor: {
      shut: ({ by, ...opened }, _door, known) => {
        if (by === 'guard') return guard(opened).taken(() => event.DoorOpened(opened));
        if (by === 'ghost') return forbidden;
        if (by === 'crowd') return unavailable;
        if (by === '') return invalid('by', { ko: '누구', en: 'who' });
        return known.today === 'sunday' ? reject.Locked(opened) : event.DoorOpened(opened);
      },
    },
    PaintDoor: (paint, seen) => (seen.is === 'absent' ? [] : [event.DoorPainted(paint)]),
    TakeDown: {
      shut: event.DoorTakenDown,
      ajar: (taken) => event.DoorTakenDown({ ...taken, status: 'BROKEN' }),
    },
  },
  evolve: {
    DoorHung: { absent: door.shut },
    DoorOpened: { shut: door.ajar },
    DoorPainted: { shut: door.shut, ajar: door.ajar },
    DoorTakenDown: { shut: () => door.gone(), ajar: () => door.gone() },
  },
}) as unknown as AnyAggregate;

// No rule of this door knows more than the day.
const known = { today: 'monday' } as Known;
const sunday = { today: 'sunday' } as Known;

const of = { doorId: 'door-1', colour: 'red' } as const;
const hang = command.HangDoor(of);
const openDoor = command.OpenDoor(of);

/** A door to which these events have happened. */
const after = (...past: readonly AnyMessage[]): Instance => {
  const instance = new Instance(Door);
  for (const happened of past) instance.make(evolve(instance, happened).moves);
  return instance;
};

const hung = event.DoorHung(of);

describe('a decision', () => {
  it('is that of the row of the present state', () => {
    assert.deepEqual(decide(after(), hang, known), { is: 'events', events: [hung] });
    assert.deepEqual(decide(after(hung), openDoor, known), {
      is: 'events',
      events: [event.DoorOpened(of)],
    });
  });

  it('is that of all other rows, where the state has none', () => {
    assert.deepEqual(decide(after(hung), hang, known), { is: 'nothing' });
  });

  it('is out of turn, where there is no row at all', () => {
    assert.deepEqual(decide(after(), openDoor, known), {
      is: 'outOfTurn',
      state: { is: 'absent' },
      isInitial: true,
    });
    const opened = decide(after(hung, event.DoorOpened(of)), openDoor, known);
    assert.deepEqual(opened, {
      is: 'outOfTurn',
      state: { is: 'ajar', colour: 'red' },
      isInitial: false,
    });
    assert.equal(isOpen(after(), openDoor), false);
    assert.equal(isOpen(after(hung), openDoor), true);
  });

  it('may be many events, or none', () => {
    const paint = command.PaintDoor(of);
    assert.deepEqual(decide(after(), paint, known), { is: 'events', events: [] });
    assert.deepEqual(decide(after(hung), paint, known), {
      is: 'events',
      events: [event.DoorPainted(of)],
    });
  });

  it('may be a refusal', () => {
    assert.deepEqual(decide(after(hung), openDoor, sunday), {
      is: 'refused',
      rejection: reject.Locked(of),
    });
    const by = (who: string) => decide(after(hung), { ...openDoor, by: who } as AnyMessage, known);
    assert.deepEqual(by('ghost'), { is: 'forbidden' });
    assert.deepEqual(by('crowd'), { is: 'unavailable' });
    assert.deepEqual(by(''), {
      is: 'invalid',
      mistakes: [{ path: 'by', ko: '누구', en: 'who' }],
    });
  });

  it('may wait for an answer', () => {
    const asking = decide(after(hung), { ...openDoor, by: 'guard' } as AnyMessage, known);
    assert.equal(asking.is, 'asked');
    if (asking.is !== 'asked') return;
    assert.equal(asking.asked.ask.name, 'guard');
    assert.deepEqual(asking.asked.message, command.TakeDown(of));
    assert.deepEqual(verdictOf(Door, asking.asked.onTaken({} as never)), {
      is: 'events',
      events: [event.DoorOpened(of)],
    });
  });

  it('is nobody’s, where no rule has the name of the command', () => {
    assert.throws(() => decide(after(), { type: 'KickDoor' }, known), /no rule for KickDoor/);
  });
});

describe('an event', () => {
  it('leads to the state that its row says, and leaves the instance as it is', () => {
    const instance = after();
    const { moves } = evolve(instance, hung);
    assert.deepEqual(
      moves.map(({ from, to }) => [from, to]),
      [[{ is: 'absent' }, { is: 'shut', colour: 'red' }]],
    );
    assert.equal(isOpen(instance, hang), true);
    assert.deepEqual(decide(instance, openDoor, known).is, 'outOfTurn');
  });

  it('is stamped with the status of that state', () => {
    assert.deepEqual(evolve(after(), hung).event, { ...hung, status: 'SHUT' });
    assert.deepEqual(evolve(after(hung), event.DoorPainted(of)).event, event.DoorPainted(of));
  });

  it('says its status itself, where the state has several', () => {
    const broken = event.DoorTakenDown({ ...of, status: 'BROKEN' });
    assert.deepEqual(evolve(after(hung), broken).event, broken);
    assert.throws(() => evolve(after(hung), event.DoorTakenDown(of)), /one status/);
  });

  it('is corrupt where no row expects it', () => {
    assert.throws(
      () => evolve(after(), event.DoorOpened(of)),
      (error) =>
        error instanceof CorruptStream &&
        error.aggregate === 'Door' &&
        error.event === 'DoorOpened' &&
        error.state === 'absent',
    );
    assert.throws(() => evolve(after(hung), hung), CorruptStream);
    assert.throws(() => evolve(after(), { type: 'DoorKicked' }), CorruptStream);
  });
});

const hotel = contract('hotel', {
  commands: { OpenHotel: { doorId, colour: text }, TakeKey: { doorId, key: id('key') } },
  events: {
    HotelOpened: { doorId, rooms: count(), key: nullable(id('key')) },
    KeyTaken: { doorId, key: id('key') },
    KeyLost: { doorId, key: id('key') },
    KeyMelted: { doorId, key: id('key') },
  },
});

const house = states({ absent: initial(), opened: rest('OPEN', { rooms: count() }) });
const key = states({
  absent: initial(),
  taken: open('TAKEN'),
  lost: rest('LOST'),
  melted: final('MELTED'),
});

const Hotel = ledger('Hotel', {
  identifiedBy: 'doorId',
  accepts: hotel.command,
  emits: hotel.event,
  refuses: {},
  registers: { House: whole(house), Key: per('key', key, ['taken']), Trace: per('key', key) },
  decide: {
    House: {
      OpenHotel: {
        absent: (opened) => hotel.event.HotelOpened({ ...opened, rooms: 2, key: null }),
      },
    },
    Key: {
      TakeKey: {
        absent: (take, _key, { ledger: { House, Key, Trace } }) => {
          const rooms = House.is === 'opened' ? House.rooms : 0;
          return Key.size < rooms && Trace.size < 9 ? hotel.event.KeyTaken(take) : nothing;
        },
      },
    },
    Trace: {},
  },
  evolve: {
    House: { HotelOpened: { absent: house.opened } },
    Key: {
      HotelOpened: { absent: () => key.lost() },
      KeyTaken: { absent: () => key.taken() },
      KeyLost: { taken: () => key.lost() },
      KeyMelted: { lost: () => key.melted() },
    },
    Trace: {
      KeyTaken: { absent: () => key.taken() },
      KeyLost: { taken: () => key.lost() },
      KeyMelted: { lost: () => key.melted() },
    },
  },
}) as unknown as AnyAggregate;

describe('a ledger', () => {
  const opened = hotel.event.HotelOpened({ doorId: 'door-1', rooms: 2, key: null });
  const taken = (which: 'key-1' | 'key-2' | 'key-3') =>
    hotel.event.KeyTaken({ doorId: 'door-1', key: which });
  const lost = hotel.event.KeyLost(taken('key-1'));
  const take = (which: 'key-1' | 'key-2' | 'key-3') =>
    hotel.command.TakeKey({ doorId: 'door-1', key: which });

  const hotelAfter = (...past: readonly AnyMessage[]): Instance => {
    const instance = new Instance(Hotel);
    for (const happened of past) instance.make(evolve(instance, happened).moves);
    return instance;
  };

  const sizes = (instance: Instance) => {
    const seen = instance.ledger();
    // The registers with keys are maps.
    const sizeOf = (name: string) => (seen[name] as ReadonlyMap<string, unknown>).size;
    return [sizeOf('Key'), sizeOf('Trace')];
  };

  it('finds the register of a command, and the entry that it names', () => {
    const { register, entry } = placeOf(Hotel, take('key-1'));
    assert.equal(register.name, 'Key');
    assert.equal(entry, 'key-1');
    const { register: whole, entry: none } = placeOf(Hotel, hotel.command.OpenHotel(of));
    assert.equal(whole.name, 'House');
    assert.equal(none, undefined);
  });

  it('decides with all its registers', () => {
    assert.equal(decide(hotelAfter(), take('key-1'), known).is, 'nothing');
    const full = hotelAfter(opened, taken('key-1'), taken('key-2'));
    assert.equal(decide(full, take('key-3'), known).is, 'nothing');
    assert.equal(decide(full, take('key-1'), known).is, 'outOfTurn');
    const free = hotelAfter(opened, taken('key-1'), taken('key-2'), lost);
    assert.equal(decide(free, take('key-3'), known).is, 'events');
  });

  it('moves all registers that an event is about, and no entry that it does not name', () => {
    const { moves } = evolve(hotelAfter(opened), taken('key-1'));
    assert.deepEqual(
      moves.map(({ register, entry }) => [register.name, entry]),
      [
        ['Key', 'key-1'],
        ['Trace', 'key-1'],
      ],
    );
    const names = evolve(hotelAfter(), opened).moves.map(({ register }) => register.name);
    assert.deepEqual(names, ['House']);
  });

  it('shows the entries in kept states, or in all that are not final', () => {
    assert.deepEqual(sizes(hotelAfter(opened, taken('key-1'))), [1, 1]);
    assert.deepEqual(sizes(hotelAfter(opened, taken('key-1'), lost)), [0, 1]);
    const melted = hotel.event.KeyMelted(taken('key-1'));
    assert.deepEqual(sizes(hotelAfter(opened, taken('key-1'), lost, melted)), [0, 0]);
    const [, keys, traces] = Hotel.registers;
    assert.ok(keys && traces);
    assert.equal(isKeptIn(keys, key.lost()), false);
    assert.equal(isKeptIn(traces, key.lost()), true);
    assert.equal(isKeptIn(traces, key.absent()), false);
  });

  it('forgets entries that no decision sees, once it is told to', () => {
    const instance = hotelAfter(opened, taken('key-1'), lost);
    const [, keys, traces] = Hotel.registers;
    assert.ok(keys && traces);
    assert.equal(instance.state(keys, 'key-1').is, 'lost');
    instance.forgetLoose();
    assert.equal(instance.state(keys, 'key-1').is, 'absent');
    assert.equal(instance.state(traces, 'key-1').is, 'lost');
    assert.equal(instance.state(traces, 'key-2').is, 'absent');
  });

  it('takes its moves back', () => {
    const instance = hotelAfter(opened);
    const { moves } = evolve(instance, taken('key-1'));
    instance.make(moves);
    instance.takeBack(moves);
    assert.deepEqual(sizes(instance), [0, 0]);
    const again = evolve(instance, taken('key-1'));
    instance.make(again.moves);
    instance.make(evolve(instance, lost).moves);
    assert.deepEqual(sizes(instance), [0, 1]);
  });
});
