import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contract } from './contract.ts';
import type { AnyMessage } from './notes.ts';
import { saga } from './policies.ts';
import type { PolicyKnown, Saga } from './policies.ts';
import { sagaProcess } from './saga-process.ts';
import type { SagaMemory } from './saga-memory.ts';
import { count, id } from './shapes.ts';

const tripId = id('trip');

const { command, event } = contract('trips', {
  commands: {
    BookFlight: { tripId },
    CancelFlight: { tripId },
    BookHotel: { tripId, nights: count() },
    CancelHotel: { tripId },
    SendTickets: { tripId },
  },
  events: {
    TripWished: { tripId, nights: count() },
    FlightBooked: { tripId },
    FlightFull: { tripId },
    HotelBooked: { tripId },
    HotelFull: { tripId },
    TripCalledOff: { tripId },
    TicketsSent: { tripId },
  },
});

const of = { tripId: 'trip-1', nights: 2 } as const;
const wished = event.TripWished(of);
const flightBooked = event.FlightBooked(of);
const hotelBooked = event.HotelBooked(of);
const hotelFull = event.HotelFull(of);
const calledOff = event.TripCalledOff(of);
const ticketsSent = event.TicketsSent(of);

const BookTrip = saga('BookTrip', {
  startedBy: event.TripWished,
  followedBy: 'tripId',
  steps: [
    {
      name: 'flight',
      send: command.BookFlight,
      until: event.FlightBooked,
      unless: [event.FlightFull, event.TripCalledOff],
      undo: command.CancelFlight,
    },
    {
      name: 'hotel',
      send: command.BookHotel,
      until: event.HotelBooked,
      unless: [event.HotelFull, event.TripCalledOff],
      undo: command.CancelHotel,
    },
    {
      name: 'tickets',
      send: command.SendTickets,
      until: event.TicketsSent,
      unless: [event.TripCalledOff],
    },
  ],
});

const WatchTrip = saga('WatchTrip', {
  startedBy: event.TripWished,
  followedBy: 'tripId',
  steps: [
    { name: 'flight', by: 'Flights', until: event.FlightBooked, unless: [event.FlightFull] },
    { name: 'hotel', by: 'Hotels', until: event.HotelBooked, unless: [event.TripCalledOff] },
    { name: 'tickets', by: 'Desk', until: event.TicketsSent, unless: [event.TripCalledOff] },
  ],
});

// No step of these sagas asks what is known.
const known = {} as PolicyKnown;

const placeOf = ({ steps }: Saga, memory: SagaMemory | undefined) =>
  memory?.at === undefined ? steps.length : steps.findIndex(({ name }) => name === memory.at);

/** What was sent after each event, and where the case stands in the end. */
const run = (of: Saga, ...events: readonly AnyMessage[]) => {
  const process = sagaProcess(of);
  let memory: SagaMemory | undefined;
  const sent: string[] = [];
  for (const happened of events) {
    const step = process.step(memory, happened, known);
    ({ memory } = step);
    sent.push(step.sends.map(({ type }) => type).join(' '));
  }
  return { sent, step: placeOf(of, memory), status: memory?.status };
};

describe('a driving saga', () => {
  it('sends each step when the one before is done', () => {
    assert.deepEqual(run(BookTrip, wished, flightBooked, hotelBooked, ticketsSent), {
      sent: ['BookFlight', 'BookHotel', 'SendTickets', ''],
      step: 3,
      status: 'completed',
    });
  });

  it('sends what it remembers of its start', () => {
    const process = sagaProcess(BookTrip);
    const begun = process.step(undefined, wished, known);
    assert.deepEqual(process.step(begun.memory, flightBooked, known).sends, [
      command.BookHotel(of),
    ]);
  });

  it('takes its steps back, the last one first', () => {
    assert.deepEqual(run(BookTrip, wished, flightBooked, hotelBooked, calledOff), {
      sent: ['BookFlight', 'BookHotel', 'SendTickets', 'CancelHotel CancelFlight'],
      step: 2,
      status: 'ended',
    });
    assert.deepEqual(run(BookTrip, wished, flightBooked, hotelFull).sent.at(-1), 'CancelFlight');
    assert.deepEqual(run(BookTrip, wished, event.FlightFull(of)).sent, ['BookFlight', '']);
  });

  it('takes back what is done only after the end, once', () => {
    assert.deepEqual(run(BookTrip, wished, calledOff, flightBooked, flightBooked, hotelBooked), {
      sent: ['BookFlight', '', 'CancelFlight', '', ''],
      step: 1,
      status: 'ended',
    });
  });

  it('sends nothing after its end', () => {
    const all = [wished, flightBooked, hotelBooked, ticketsSent];
    assert.deepEqual(run(BookTrip, ...all, calledOff, flightBooked, hotelFull), {
      sent: ['BookFlight', 'BookHotel', 'SendTickets', '', '', '', ''],
      step: 3,
      status: 'completed',
    });
    const ended = [wished, flightBooked, hotelFull];
    assert.deepEqual(run(BookTrip, ...ended, calledOff, hotelFull, ticketsSent).sent, [
      'BookFlight',
      'BookHotel',
      'CancelFlight',
      '',
      '',
      '',
    ]);
  });

  it('counts an event once, however often it comes', () => {
    assert.deepEqual(run(BookTrip, wished, wished, flightBooked, flightBooked).sent, [
      'BookFlight',
      '',
      'BookHotel',
      '',
    ]);
  });
});

describe('what comes early', () => {
  it('waits for the start of its case', () => {
    assert.deepEqual(run(BookTrip, flightBooked, wished), {
      sent: ['', 'BookHotel'],
      step: 1,
      status: 'running',
    });
  });

  it('spares its step', () => {
    assert.deepEqual(run(BookTrip, wished, hotelBooked, flightBooked), {
      sent: ['BookFlight', '', 'SendTickets'],
      step: 2,
      status: 'running',
    });
  });

  it('ends the case when its step is reached', () => {
    assert.deepEqual(run(BookTrip, wished, hotelFull, flightBooked), {
      sent: ['BookFlight', '', 'CancelFlight'],
      step: 1,
      status: 'ended',
    });
  });

  it('is taken back, even if the end comes before the start', () => {
    assert.deepEqual(run(BookTrip, flightBooked, hotelFull, wished), {
      sent: ['', '', 'CancelFlight'],
      step: 1,
      status: 'ended',
    });
  });

  it('is not remembered for longer than it is of use', () => {
    const process = sagaProcess(BookTrip);
    const first = process.step(undefined, hotelBooked, known).memory;
    assert.deepEqual(first.early, ['HotelBooked']);
    assert.deepEqual(process.step(first, hotelBooked, known).memory, first);
    const second = process.step(first, flightBooked, known).memory;
    assert.deepEqual(second, { at: 'tickets', done: ['flight', 'hotel'], status: 'running' });
  });
});

describe('a following saga', () => {
  it('sends nothing, and knows where the case stands', () => {
    assert.deepEqual(run(WatchTrip, wished, flightBooked), {
      sent: ['', ''],
      step: 1,
      status: 'running',
    });
    const all = [wished, flightBooked, hotelBooked, ticketsSent];
    assert.equal(run(WatchTrip, ...all).status, 'completed');
    assert.equal(run(WatchTrip, wished, flightBooked, calledOff).status, 'ended');
  });

  it('is as far as the latest event says', () => {
    assert.deepEqual(run(WatchTrip, wished, hotelBooked).step, 2);
    assert.deepEqual(run(WatchTrip, wished, hotelBooked, flightBooked).step, 2);
    assert.equal(run(WatchTrip, ticketsSent).status, 'completed');
  });

  it('ends without taking anything back', () => {
    assert.deepEqual(run(WatchTrip, wished, event.FlightFull(of), flightBooked), {
      sent: ['', '', ''],
      step: 0,
      status: 'ended',
    });
  });
});

describe('the cases of a saga', () => {
  it('are told apart by one field', () => {
    const process = sagaProcess(BookTrip);
    assert.equal(process.caseOf(flightBooked), 'trip-1');
    assert.equal(process.caseOf({ type: 'FlightBooked' }), undefined);
  });

  it('follow each of their events once', () => {
    const types = sagaProcess(BookTrip).follows.map(({ type }) => type);
    assert.deepEqual(types.toSorted(), [
      'FlightBooked',
      'FlightFull',
      'HotelBooked',
      'HotelFull',
      'TicketsSent',
      'TripCalledOff',
      'TripWished',
    ]);
  });
});
