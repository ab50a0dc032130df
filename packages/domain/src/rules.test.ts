import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aggregate, ledger, per, whole } from './aggregate.ts';
import type { AnyAggregate } from './any-aggregate.ts';
import { ask, externalSystem, question } from './asks.ts';
import { contract } from './contract.ts';
import { Instance, isKeptIn } from './instance.ts';
import { forbidden, invalid, nothing, unavailable } from './known.ts';
import type { Known } from './known.ts';
import type { AnyMessage } from './notes.ts';
import { conclude, CorruptStream, decide, evolve, isOpen, placeOf, verdictOf } from './rules.ts';
import { count, id, optional, stamped, text } from './shapes.ts';
import { final, initial, open, rest, states } from './states.ts';

/** What an aggregate note is to whoever runs it. */
const run = (note: object): AnyAggregate => note as unknown as AnyAggregate;

const nobody = { kind: 'actor', name: 'Nobody', claims: {} } as const;
const known: Known = {
  now: 0,
  today: '2024-02-21',
  by: nobody,
  setting: ({ standard }) => standard,
  mint: (kind) => `${kind}-1`,
  find: () => undefined,
  row: () => undefined,
  count: () => 0,
};

const taskId = id('task');
const Desk = contract('desk', {
  commands: {
    OpenTask: { taskId, title: text },
    TryTask: { taskId, way: text },
    CloseTask: { taskId },
    LoseTask: { taskId },
  },
  events: {
    TaskOpened: { taskId, title: text, status: stamped },
    TaskTried: { taskId, title: text, status: stamped },
    TaskClosed: { taskId, title: text, note: optional(text), status: stamped },
    TaskLost: { taskId, status: stamped },
  },
  rejections: { TaskTooHard: { taskId }, TaskIs: { taskId, status: stamped } },
});
const { command, event, reject } = Desk;

const Oracle = externalSystem('Oracle', { may: question({ taskId }) });
const mayTry = ask('mayTry', { of: Oracle.may });

const task = states({
  absent: initial(),
  todo: open('TODO', { title: text }),
  tried: open(['AGAIN', 'ONCE MORE'], { title: text }),
  done: final('DONE'),
});

const outcomes: { readonly [way: string]: unknown } = {
  nothing,
  unavailable,
  forbidden,
  invalid: invalid('way', { ko: '길', en: 'way' }),
  hard: reject.TaskTooHard({ taskId: 'task-1' }),
  one: event.TaskTried({ taskId: 'task-1', title: 'x', status: 'AGAIN' }),
  two: [
    event.TaskTried({ taskId: 'task-1', title: 'x', status: 'AGAIN' }),
    event.TaskClosed({ taskId: 'task-1', title: 'x' }),
  ],
  none: [],
};

const Task = run(
  aggregate('Task', {
    identifiedBy: 'taskId',
    accepts: command,
    emits: event,
    refuses: reject,
    states: task,
    decide: {
      OpenTask: { absent: event.TaskOpened },
      TryTask: (wish, seen) =>
        seen.is === 'todo'
          ? (outcomes[wish.way] as typeof nothing)
          : mayTry(wish).taken(() => nothing),
      CloseTask: { todo: event.TaskClosed, '*': nothing },
      LoseTask: { todo: event.TaskLost },
    },
    evolve: {
      TaskOpened: { absent: task.todo },
      TaskTried: { todo: task.tried },
      TaskClosed: { '*': () => task.done() },
      TaskLost: { todo: (_lost, { title }) => task.tried({ title }) },
    },
  }),
);

const taskIn = (state: ReturnType<(typeof task)[keyof typeof task]>): Instance => {
  const instance = new Instance(Task);
  const [register] = Task.registers;
  if (register) instance.put(register, undefined, state);
  return instance;
};

const verdict = (instance: Instance, of: AnyMessage) => decide(instance, of, known);
const tryIn = (way: string) =>
  verdict(taskIn(task.todo({ title: 'x' })), command.TryTask({ taskId: 'task-1', way }));

describe('a command', () => {
  const openTask = command.OpenTask({ taskId: 'task-1', title: 'rain' });

  it('meets the rule of the present state', () => {
    const opened = event.TaskOpened({ taskId: 'task-1', title: 'rain' });
    assert.deepEqual(verdict(new Instance(Task), openTask), { is: 'events', events: [opened] });
    assert.ok(isOpen(new Instance(Task), openTask));
  });

  it('is out of turn where there is no rule', () => {
    const todo = task.todo({ title: 'rain' });
    assert.deepEqual(verdict(taskIn(todo), openTask), {
      is: 'outOfTurn',
      state: todo,
      isInitial: false,
    });
    assert.ok(!isOpen(taskIn(todo), openTask));
    const lose = command.LoseTask({ taskId: 'task-1' });
    const early = verdict(new Instance(Task), lose);
    assert.deepEqual(early, { is: 'outOfTurn', state: task.absent(), isInitial: true });
  });

  it("meets '*' in every state that is not listed", () => {
    const close = command.CloseTask({ taskId: 'task-1' });
    assert.deepEqual(verdict(new Instance(Task), close), { is: 'nothing' });
    assert.deepEqual(verdict(taskIn(task.done()), close), { is: 'nothing' });
  });

  it('that is a word takes from the message, and then from the state', () => {
    const close = command.CloseTask({ taskId: 'task-1' });
    assert.deepEqual(verdict(taskIn(task.todo({ title: 'rain' })), close), {
      is: 'events',
      events: [{ type: 'TaskClosed', taskId: 'task-1', title: 'rain' }],
    });
  });

  it('ends in one of few ways', () => {
    assert.deepEqual(tryIn('nothing'), { is: 'nothing' });
    assert.deepEqual(tryIn('unavailable'), { is: 'unavailable' });
    assert.deepEqual(tryIn('forbidden'), { is: 'forbidden' });
    const mistakes = [{ path: 'way', ko: '길', en: 'way' }];
    assert.deepEqual(tryIn('invalid'), { is: 'invalid', mistakes });
    assert.deepEqual(tryIn('hard'), { is: 'refused', rejection: outcomes['hard'] });
    assert.deepEqual(tryIn('one'), { is: 'events', events: [outcomes['one']] });
    assert.deepEqual(tryIn('two'), { is: 'events', events: outcomes['two'] });
    assert.deepEqual(tryIn('none'), { is: 'events', events: [] });
  });

  it('refuses with the status of the state that it met, unless the rule names another', () => {
    const todo = taskIn(task.todo({ title: 'x' }));
    const refusal = reject.TaskIs({ taskId: 'task-1' });
    const wish = command.CloseTask({ taskId: 'task-1' });
    const rejection = { ...refusal, status: 'TODO' };
    assert.deepEqual(conclude(todo, wish, refusal), { is: 'refused', rejection });
    const named = reject.TaskIs.with({ status: 'LOST' })({ taskId: 'task-1' });
    assert.deepEqual(conclude(todo, wish, named), { is: 'refused', rejection: named });
    const tried = taskIn(task.tried({ title: 'x' }));
    assert.throws(() => conclude(tried, wish, refusal), /TaskIs meets no state with one status/);
    const hard = reject.TaskTooHard({ taskId: 'task-1' });
    assert.deepEqual(conclude(tried, wish, hard), { is: 'refused', rejection: hard });
    assert.deepEqual(conclude(tried, wish, nothing), { is: 'nothing' });
  });

  it('may wait for an answer', () => {
    const wish = command.TryTask({ taskId: 'task-1', way: '' });
    const asked = verdict(taskIn(task.done()), wish);
    assert.equal(asked.is, 'asked');
    assert.ok(asked.is === 'asked');
    assert.deepEqual(asked.asked.message, { type: 'may', taskId: 'task-1' });
    assert.deepEqual(verdictOf(Task, asked.asked.onTaken(undefined as never)), { is: 'nothing' });
  });

  it('that no register has a rule for is a mistake of the program', () => {
    assert.throws(() => placeOf(Task, { type: 'Nonsense' }), /Nonsense/);
  });
});

describe('an event', () => {
  it('moves the instance, which is left as it is until the move is made', () => {
    const instance = new Instance(Task);
    const opened = event.TaskOpened({ taskId: 'task-1', title: 'rain' });
    const { moves } = evolve(instance, opened);
    const [register] = Task.registers;
    assert.ok(register);
    assert.deepEqual(instance.state(register), task.absent());
    instance.make(moves);
    assert.deepEqual(instance.state(register), task.todo({ title: 'rain' }));
    instance.takeBack(moves);
    assert.deepEqual(instance.state(register), task.absent());
  });

  it('is stamped with the status of the state that it leads to', () => {
    const opened = event.TaskOpened({ taskId: 'task-1', title: 'rain' });
    assert.deepEqual(evolve(new Instance(Task), opened).event, { ...opened, status: 'TODO' });
  });

  it('names the status itself where a state has several', () => {
    const todo = taskIn(task.todo({ title: 'x' }));
    const tried = event.TaskTried({ taskId: 'task-1', title: 'x', status: 'ONCE MORE' });
    assert.deepEqual(evolve(todo, tried).event, tried);
    const lost = event.TaskLost({ taskId: 'task-1' });
    assert.throws(() => evolve(todo, lost), /TaskLost meets no state with one status/);
  });

  it('that no rule expects stops its case', () => {
    const opened = event.TaskOpened({ taskId: 'task-1', title: 'rain' });
    assert.throws(
      () => evolve(taskIn(task.done()), opened),
      (thrown) => {
        assert.ok(thrown instanceof CorruptStream);
        const { aggregate: of, event: type, state } = thrown;
        assert.deepEqual([of, type, state], ['Task', 'TaskOpened', 'done']);
        return true;
      },
    );
    assert.throws(() => evolve(new Instance(Task), { type: 'Nonsense' }), CorruptStream);
  });
});

const hallId = id('hall');
const Hall = contract('hall', {
  commands: {
    OpenHall: { hallId, seats: count() },
    TakeSeat: { hallId, seat: text },
    LeaveSeat: { hallId, seat: text },
  },
  events: {
    HallOpened: { hallId, seats: count() },
    SeatTaken: { hallId, seat: text, left: count({ min: 0 }) },
    SeatLeft: { hallId, seat: text },
    HallFilled: { hallId, seat: optional(text) },
  },
  rejections: { HallFull: { hallId } },
});

const hall = states({
  shut: initial(),
  open: rest('OPEN', { seats: count() }),
  full: rest('FULL'),
});
const seat = states({ free: initial(), taken: open('TAKEN'), left: final('LEFT') });

const Seats = run(
  ledger('Seats', {
    identifiedBy: 'hallId',
    accepts: Hall.command,
    emits: Hall.event,
    refuses: Hall.reject,
    registers: { House: whole(hall), Seat: per('seat', seat, ['taken']) },
    decide: {
      House: { OpenHall: { shut: Hall.event.HallOpened } },
      Seat: {
        TakeSeat: {
          free: (take, _seat, { ledger: { House, Seat } }) => {
            if (House.is !== 'open') return Hall.reject.HallFull(take);
            const left = House.seats - Seat.size - 1;
            const taken = Hall.event.SeatTaken({ ...take, left });
            return left === 0 ? [taken, Hall.event.HallFilled(take)] : taken;
          },
        },
        LeaveSeat: { taken: Hall.event.SeatLeft },
      },
    },
    evolve: {
      House: {
        HallOpened: { shut: hall.open },
        HallFilled: { open: () => hall.full() },
        SeatTaken: { open: (_taken, of) => of },
      },
      Seat: {
        SeatTaken: { free: () => seat.taken() },
        SeatLeft: { taken: () => seat.left() },
      },
    },
  }),
);

const played = (...commands: readonly AnyMessage[]): Instance => {
  const instance = new Instance(Seats);
  for (const of of commands) {
    const given = verdict(instance, of);
    assert.equal(given.is, 'events', of.type);
    if (given.is !== 'events') continue;
    for (const message of given.events) instance.make(evolve(instance, message).moves);
  }
  return instance;
};

const openHall = (seats: number) => Hall.command.OpenHall({ hallId: 'hall-1', seats });
const takeSeat = (of: string) => Hall.command.TakeSeat({ hallId: 'hall-1', seat: of });
const leaveSeat = (of: string) => Hall.command.LeaveSeat({ hallId: 'hall-1', seat: of });

describe('a ledger', () => {
  it('has a rule for every command and event in some register', () => {
    const notes = { identifiedBy: 'hallId', accepts: Hall.command, emits: Hall.event } as const;
    const without = () =>
      ledger('Seats', {
        ...notes,
        refuses: Hall.reject,
        registers: { House: whole(hall), Seat: per('seat', seat, ['taken']) },
        decide: { House: { OpenHall: { shut: Hall.event.HallOpened } }, Seat: {} },
        evolve: {
          House: { HallOpened: { shut: hall.open }, HallFilled: { open: () => hall.full() } },
          Seat: { SeatTaken: { free: () => seat.taken() } },
        },
      });
    assert.throws(without, /Seats has no rule for TakeSeat, LeaveSeat, SeatLeft in any/);
  });

  it('decides each entry by itself, with the same knowledge', () => {
    const instance = played(openHall(3), takeSeat('A1'));
    assert.deepEqual(verdict(instance, takeSeat('A2')), {
      is: 'events',
      events: [{ type: 'SeatTaken', hallId: 'hall-1', seat: 'A2', left: 1 }],
    });
    const again = verdict(instance, takeSeat('A1'));
    assert.deepEqual(again, { is: 'outOfTurn', state: { is: 'taken' }, isInitial: false });
  });

  it('moves all registers that an event concerns', () => {
    const instance = played(openHall(2), takeSeat('A1'), takeSeat('A2'));
    const [house] = Seats.registers;
    assert.ok(house);
    assert.deepEqual(instance.state(house), { is: 'full' });
    assert.deepEqual(verdict(instance, takeSeat('A3')), {
      is: 'refused',
      rejection: { type: 'HallFull', hallId: 'hall-1' },
    });
  });

  it('shows the entries that are kept, and no others', () => {
    const instance = played(openHall(9), takeSeat('A1'), takeSeat('A2'), leaveSeat('A1'));
    const { Seat, House } = instance.ledger();
    assert.deepEqual(Seat, new Map([['A2', { is: 'taken' }]]));
    assert.deepEqual(House, { is: 'open', seats: 9 });
  });

  it('knows an entry that is not kept only by its name, until it is forgotten', () => {
    const instance = played(openHall(9), takeSeat('A1'), leaveSeat('A1'));
    const [, seats] = Seats.registers;
    assert.ok(seats);
    assert.deepEqual(instance.state(seats, 'A1'), { is: 'left' });
    instance.forgetLoose();
    assert.deepEqual(instance.state(seats, 'A1'), { is: 'free' });
    instance.put(seats, 'A1', { is: 'left' });
    assert.deepEqual(instance.state(seats, 'A1'), { is: 'left' });
  });

  it('forgets no entry that has come back', () => {
    const instance = played(openHall(9), takeSeat('A1'), leaveSeat('A1'));
    const [, seats] = Seats.registers;
    assert.ok(seats);
    instance.put(seats, 'A1', { is: 'taken' });
    instance.forgetLoose();
    assert.deepEqual(instance.state(seats, 'A1'), { is: 'taken' });
  });

  it('takes moves back in the opposite order', () => {
    const instance = played(openHall(9));
    const [, seats] = Seats.registers;
    assert.ok(seats);
    const first = evolve(instance, Hall.event.SeatTaken({ hallId: 'hall-1', seat: 'A1', left: 8 }));
    instance.make(first.moves);
    const second = evolve(instance, Hall.event.SeatLeft({ hallId: 'hall-1', seat: 'A1' }));
    instance.make(second.moves);
    instance.takeBack([...first.moves, ...second.moves]);
    assert.deepEqual(instance.state(seats, 'A1'), { is: 'free' });
    assert.equal((instance.ledger()['Seat'] as Map<string, unknown>).size, 0);
  });

  it('does not move a register whose key an event does not name', () => {
    const filled = Hall.event.HallFilled({ hallId: 'hall-1' });
    const { moves } = evolve(played(openHall(1)), filled);
    assert.deepEqual(
      moves.map(({ register }) => register.name),
      ['House'],
    );
  });

  it('keeps what is neither initial nor final, unless it says what', () => {
    const kept = per('seat', seat);
    const register = { ...kept, name: 'Seat', initial: seat.free(), decide: {}, evolve: {} };
    assert.ok(isKeptIn(register, seat.taken()));
    assert.ok(!isKeptIn(register, seat.left()));
    assert.ok(!isKeptIn(register, seat.free()));
  });
});
