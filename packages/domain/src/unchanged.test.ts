import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aggregate } from './aggregate.ts';
import { contract } from './contract.ts';
import { Instance } from './instance.ts';
import { nothing, unchanged } from './known.ts';
import { only } from './notes.ts';
import { evolve, isOpen, mayDo } from './rules.ts';
import { id, text } from './shapes.ts';
import { initial, rest, states } from './states.ts';

const toolId = id('tool');
const { pads, command, event } = contract('shed', {
  commands: { Add: { toolId }, Note: { toolId, words: text } },
  events: { Added: { toolId }, Noted: { toolId, words: text }, Seen: { toolId } },
});
const tool = states({ absent: initial(), here: rest('HERE', { toolId }) });

const Tool = aggregate('Tool', {
  ...pads,
  identifiedBy: 'toolId',
  states: tool,
  decide: { Add: { absent: event.Added }, Note: { here: event.Noted } },
  evolve: {
    Added: { absent: tool.here },
    Noted: { here: unchanged },
    Seen: { here: (_seen, here) => (here.toolId === 'tool-1' ? unchanged : here) },
  },
});

describe('an event that changes nothing', () => {
  const instance = new Instance(Tool);
  const [register] = instance.aggregate.registers;
  assert.ok(register);
  instance.make(evolve(instance, event.Added({ toolId: 'tool-1' })).moves);
  const here = instance.state(register);

  it('leaves the state as it was', () => {
    const noted = evolve(instance, event.Noted({ toolId: 'tool-1', words: 'rusty' }));
    assert.deepEqual(
      noted.moves.map(({ to }) => to),
      [here],
    );
    assert.equal(evolve(instance, event.Seen({ toolId: 'tool-1' })).moves[0]?.to, here);
  });

  it('is corruption still where its table has no row', () => {
    const fresh = new Instance(instance.aggregate);
    assert.throws(() => evolve(fresh, event.Noted({ toolId: 'tool-1', words: 'rusty' })));
  });
});

describe('a command that nothing comes of', () => {
  const decide = { Add: { absent: event.Added, here: nothing }, Note: { here: event.Noted } };
  const evolved = { Added: { absent: tool.here }, Noted: { here: unchanged } };
  const Shelf = aggregate('Shelf', {
    identifiedBy: 'toolId',
    accepts: command,
    emits: only(event, 'Added', 'Noted'),
    refuses: {},
    states: tool,
    decide,
    evolve: evolved,
  });
  const instance = new Instance(Shelf);
  instance.make(evolve(instance, event.Added({ toolId: 'tool-1' })).moves);

  it('is open, and does nothing', () => {
    const add = command.Add({ toolId: 'tool-1' });
    assert.deepEqual([isOpen(instance, add), mayDo(instance, add)], [true, false]);
    const note = command.Note({ toolId: 'tool-1', words: 'rusty' });
    assert.deepEqual([isOpen(instance, note), mayDo(instance, note)], [true, true]);
  });
});
