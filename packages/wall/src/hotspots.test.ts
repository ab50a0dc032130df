import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  aggregate,
  ledger,
  per,
  ask,
  boundedContext,
  contract,
  deadline,
  saga,
  whenever,
  process,
  id,
  text,
  final,
  initial,
  open,
  states,
} from '@dure/domain';
import { hotspots } from './hotspots.ts';
import {
  board,
  charge,
  decide,
  evolve,
  labels,
  life,
  Order,
  pads,
  Shop,
  shop,
  spotsIn,
  tidy,
} from './hotspots.testing.ts';
import type { Deadline, Of } from '@dure/domain';

const { command, event, reject, view } = Shop;

/** The tidy shop, with another aggregate in the place of its own. */
const shopWith = (Other: unknown) =>
  // Tables that the compiler would refuse are hung all the same.
  spotsIn({ ...tidy, aggregates: { Order: Other } as typeof tidy.aggregates });

const withOrder = (part: object) =>
  shopWith({ ...Order, registers: [{ ...Order.registers[0], ...part }] });

describe('a wall that hangs together', () => {
  it('has no hot spots', () => assert.deepEqual(spotsIn(tidy), []));
});

describe('a command', () => {
  it('that nobody issues is a hot spot', () => {
    const spots = spotsIn(boundedContext('shop', { ...board, actors: {}, labels }));
    assert.deepEqual(spots, ['command nobody issues: shop/command/PlaceOrder']);
  });

  const { policies: _, deadlines: __, ...others } = board;
  const quiet = boundedContext('shop', { ...others, labels });

  it('is issued by a policy, or a deadline', () =>
    assert.deepEqual(spotsIn(quiet).slice(0, 2), [
      'command nobody issues: shop/command/PayOrder',
      'command nobody issues: shop/command/DropOrder',
    ]));

  it('is issued by a saga, or by what takes its step back', () => {
    const send = (placed: Of<typeof event.OrderPlaced>) =>
      command.PayOrder({ ...placed, price: 1 });
    const Booking = saga('Booking', {
      startedBy: event.OrderPlaced,
      followedBy: 'orderId',
      steps: [
        {
          name: 'pay',
          send,
          sends: [command.PayOrder],
          until: event.OrderPaid,
          undo: command.DropOrder,
        },
      ],
    });
    const spots = spotsIn({ ...quiet, sagas: { Booking } });
    assert.deepEqual(spots, ['label missing: shop/saga/Booking']);
  });

  it('is issued by a process', () => {
    const orderId = 'order-1';
    const paying = process<undefined>({
      name: 'paying',
      follows: [event.OrderPlaced],
      caseOf: () => undefined,
      sends: [command.PayOrder, command.DropOrder],
      step: () => ({
        memory: undefined,
        sends: [command.PayOrder({ orderId, price: 1 }), command.DropOrder({ orderId })],
      }),
    });
    const spots = spotsIn({ ...quiet, processes: { paying } });
    assert.deepEqual(spots, ['label missing: shop/process/paying']);
  });

  it('is issued by an ask, or by what takes it back', () => {
    const asks = [charge, ask('payNow', { of: command.PayOrder, undo: command.DropOrder })];
    const asking = { ...quiet, aggregates: { Order: { ...tidy.aggregates['Order'], asks } } };
    // An aggregate that asks more than it was made with is an aggregate all the same.
    assert.deepEqual(spotsIn(asking as unknown as typeof tidy), []);
  });

  it('that no state takes is a hot spot', () => {
    const [spot] = withOrder({ decide: { ...decide, DropOrder: {} } });
    assert.equal(spot, 'command never open: shop/command/DropOrder');
    const { DropOrder: _, ...without } = decide;
    assert.equal(withOrder({ decide: without })[0], spot);
  });

  it('that no aggregate of the business takes is a hot spot', () => {
    const Elsewhere = contract('elsewhere', { commands: { CallFriend: { orderId: id('order') } } });
    const policies = {
      ...board.policies,
      call: whenever(event.OrderPaid, Elsewhere.command.CallFriend),
    };
    const named = { ...labels, policies: { ...labels.policies, call: ['전화', 'Call'] } } as const;
    const spots = spotsIn(boundedContext('shop', { ...board, policies, labels: named }));
    assert.deepEqual(spots, ['command nobody accepts: shop/policy/call']);
  });
});

describe('a reaction', () => {
  it('that names no command is a hot spot', () => {
    const later = whenever(event.OrderPaid, () => undefined, { sends: [] });
    const policies = { ...board.policies, later };
    const named = {
      ...labels,
      policies: { ...labels.policies, later: ['나중', 'Later'] },
    } as const;
    const spots = spotsIn(boundedContext('shop', { ...board, policies, labels: named }));
    assert.deepEqual(spots, ['reaction without a command: shop/policy/later']);
  });

  it('to what nobody emits is a hot spot', () => {
    const Elsewhere = contract('elsewhere', { events: { FriendCame: { orderId: id('order') } } });
    const { FriendCame } = Elsewhere.event;
    const policies = {
      ...board.policies,
      payAtOnce: whenever(FriendCame, (of) => command.PayOrder({ ...of, price: 1 }), {
        sends: [command.PayOrder],
      }),
    };
    // A deadline whose events are not known by name, as no board writes it.
    const DROP: Deadline = deadline({
      starts: event.OrderPlaced,
      at: (_placed, { now }) => now,
      ends: [FriendCame],
      due: command.DropOrder,
    });
    const deadlines = { ...board.deadlines, DROP };
    const Orders = view.Orders.follows([event, Elsewhere.event], {
      key: ['orderId'],
      creates: { FriendCame: (came) => ({ ...came, item: '' }) },
    });
    const context = boundedContext('shop', {
      ...board,
      policies,
      deadlines,
      views: { Orders },
      labels,
    });
    assert.deepEqual(spotsIn(context), [
      'event nobody emits: shop/policy/payAtOnce',
      'event nobody emits: shop/deadline/DROP',
      'event nobody emits: shop/view/Orders',
    ]);
  });

  it('may follow a reminder that a deadline sends', () => {
    const { WAITS: _, ...deadlines } = board.deadlines;
    const policies = {
      payAtOnce: whenever(Shop.remind.OrderWaits, (of) => command.PayOrder({ ...of, price: 1 }), {
        sends: [command.PayOrder],
      }),
    };
    assert.deepEqual(spotsIn(boundedContext('shop', { ...board, policies, labels })), []);
    const spots = spotsIn(boundedContext('shop', { ...board, policies, deadlines, labels }));
    assert.deepEqual(spots, ['event nobody emits: shop/policy/payAtOnce']);
  });
});

describe('an event', () => {
  it('that no rule gives is a hot spot', () => {
    const drop = { ...decide, DropOrder: { placed: reject.TooCheap } };
    assert.deepEqual(withOrder({ decide: drop }), [
      'event nobody can cause: shop/event/OrderDropped',
    ]);
  });

  it('that a helper may give is none, where it could follow', () => {
    const dropped = (drop: { readonly orderId: `order-${string}` }) => event.OrderDropped(drop);
    const rule = (drop: { readonly orderId: `order-${string}` }) => dropped(drop);
    assert.deepEqual(withOrder({ decide: { ...decide, DropOrder: { placed: rule } } }), []);
    const astray = { ...decide, DropOrder: { placed: reject.TooCheap, paid: rule } };
    assert.deepEqual(withOrder({ decide: astray }), [
      'event nobody can cause: shop/event/OrderDropped',
    ]);
  });

  it('that a comment names is not given by it', () => {
    const rule = () => {
      // Once this was event.OrderDropped.
      return reject.TooCheap({ price: 1 });
    };
    const spots = withOrder({ decide: { ...decide, DropOrder: { placed: rule } } });
    assert.deepEqual(spots, ['event nobody can cause: shop/event/OrderDropped']);
  });

  it('that leads nowhere is a hot spot', () => {
    const spots = withOrder({ evolve: { ...evolve, OrderDropped: {} } });
    assert.deepEqual(spots, [
      'event no rule takes: shop/event/OrderDropped',
      'state nobody reaches: shop/state/Order.dropped',
    ]);
  });
});

describe('a rejection', () => {
  it('that nothing is refused as is a hot spot', () => {
    const pay = { ...decide, PayOrder: { placed: event.OrderPaid } };
    assert.deepEqual(withOrder({ decide: pay }), ['rejection never used: shop/rejection/TooCheap']);
  });

  it('may be what the loser of a race gets', () => {
    const claims = {
      item: {
        takenBy: 'OrderPlaced',
        releasedBy: ['OrderPaid'],
        refuses: () => reject.TooCheap({ price: 1 }),
      },
    } as const;
    const pay = { ...decide, PayOrder: { placed: event.OrderPaid } };
    assert.deepEqual(shopWith(aggregate('Order', { ...pads, decide: pay, evolve, claims })), []);
  });
});

describe('an ask', () => {
  it('that the aggregate does not list is a hot spot', () => {
    const spots = shopWith({ ...Order, asks: [] });
    assert.deepEqual(spots, ['ask not on the board: shop/command/PayOrder']);
  });
});

describe('a state', () => {
  it('that nothing leads to, or that never ends, is a hot spot', () => {
    const spots = withOrder({
      evolve: { ...evolve, OrderPaid: { placed: () => life.placed({ item: '' }) } },
    });
    assert.deepEqual(spots, ['state nobody reaches: shop/state/Order.paid']);
    const stuck = { OrderPlaced: { absent: life.placed }, OrderPaid: { placed: life.placed } };
    assert.deepEqual(withOrder({ evolve: stuck }).toSorted(), [
      'event no rule takes: shop/event/OrderDropped',
      'state nobody leaves: shop/state/Order.placed',
      'state nobody reaches: shop/state/Order.dropped',
      'state nobody reaches: shop/state/Order.paid',
    ]);
  });

  it('of a register is named with it', () => {
    const seat = states({ free: initial(), taken: open('TAKEN'), left: final('LEFT') });
    const Hall = contract('hall', {
      commands: { TakeSeat: { hallId: id('hall'), seat: text } },
      events: { SeatTaken: { hallId: id('hall'), seat: text } },
    });
    const Seats = ledger('Seats', {
      identifiedBy: 'hallId',
      accepts: Hall.command,
      emits: Hall.event,
      refuses: {},
      registers: { Seat: per('seat', seat) },
      decide: { Seat: { TakeSeat: { free: Hall.event.SeatTaken } } },
      evolve: { Seat: { SeatTaken: { free: () => seat.taken() } } },
    });
    const spots = spotsIn(tidy, boundedContext('hall', { aggregates: { Seats } }));
    assert.ok(spots.includes('state nobody leaves: hall/state/Seats.Seat.taken'));
    assert.ok(spots.includes('state nobody reaches: hall/state/Seats.Seat.left'));
    assert.ok(spots.includes('label missing: hall/state/Seats.Seat.free'));
  });

  it('may be led to by a rule that names none', () => {
    const kept = (of: () => unknown) => of;
    const onwards = kept(() => undefined);
    assert.deepEqual(withOrder({ evolve: { ...evolve, OrderPaid: { placed: onwards } } }), []);
  });
});

describe('a label', () => {
  const groups = Object.keys(labels).filter((group) => group !== 'context');

  it('is missing for every kind of note that has none', () => {
    const { context: _, ...without } = labels;
    assert.deepEqual(spotsIn({ ...tidy, labels: without }), ['label missing: shop/context/shop']);
    for (const group of groups) {
      const spots = spotsIn({ ...tidy, labels: { ...labels, [group]: {} } });
      assert.ok(spots.length > 0, group);
      assert.ok(
        spots.every((spot) => spot.startsWith('label missing: ')),
        group,
      );
    }
  });

  it('is missing where one language is', () => {
    const commands = { ...labels.commands, PlaceOrder: ['주문', ' '] } as const;
    const spots = spotsIn({ ...tidy, labels: { ...labels, commands } });
    assert.deepEqual(spots, ['label missing: shop/command/PlaceOrder']);
  });

  it('may stand in the business', () => {
    const { fields, ...others } = labels;
    const context = { ...tidy, labels: others };
    assert.deepEqual(hotspots({ ...shop(context), labels: { fields } }), []);
  });
});

describe('a hot spot', () => {
  it('is said in Korean and English', () => {
    const { policies: _, ...others } = board;
    for (const { ko, en } of hotspots(shop(boundedContext('shop', others)))) {
      assert.match(ko, /[가-힣].*\.$/);
      assert.match(en, /^[A-Za-z].*\.$/);
    }
  });
});

describe('a business key', () => {
  it('that no event has is a hot spot', () => {
    const other = { ...shop(tidy), businessKey: 'saleId' };
    assert.deepEqual(
      hotspots(other).map(({ kind, en }) => `${kind}: ${en}`),
      ['business key nobody says: No event has the business key saleId.'],
    );
  });
});
