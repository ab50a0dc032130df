// Our walls as MSAEz reads them: everything that it reads without looking is there, what belongs
// together overlaps and nothing else does, and what is read back is what was written.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { System } from '@dure/domain';
import { wallOf } from '@dure/wall';
import { exportWall, importWall } from '@dure/wall/msaez';
import { businessNames, systemOf } from '../businesses.ts';

type Tree = { readonly [name: string]: unknown };

const isTree = (of: unknown): of is Tree =>
  typeof of === 'object' && of !== null && !Array.isArray(of);
const treeIn = (of: unknown): Tree => (isTree(of) ? of : {});
const treesIn = (of: unknown): readonly Tree[] => (Array.isArray(of) ? of.filter(isTree) : []);
const textIn = (of: unknown): string => (typeof of === 'string' ? of : '');

const walls: { readonly [name: string]: System } = {};
for (const name of businessNames) Object.assign(walls, { [name]: await systemOf(name) });

type Box = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

const boxOf = (of: Tree): Box => treeIn(of['elementView']) as Box;
const touches = (one: Tree, other: Tree): boolean => {
  const [a, b] = [boxOf(one), boxOf(other)];
  const [x, y] = [Math.abs(a.x - b.x), Math.abs(a.y - b.y)];
  return x < (a.width + b.width) / 2 && y < (a.height + b.height) / 2;
};
const kindOf = (of: Tree): string => textIn(of['_type']).split('.').at(-1) ?? '';

/** What the canvas and the code generator read without a guard, by kind. */
const needed: { readonly [kind: string]: readonly string[] } = {
  BoundedContext: ['aggregates', 'preferredPlatformConf', 'preferredPlatform'],
  Aggregate: ['boundedContext', 'aggregateRoot'],
  Command: [
    'aggregate',
    'boundedContext',
    'controllerInfo',
    'restRepositoryInfo',
    'fieldDescriptors',
  ],
  Event: ['aggregate', 'boundedContext', 'fieldDescriptors'],
  Policy: ['fieldDescriptors'],
  View: ['createRules', 'updateRules', 'deleteRules', 'queryOption', 'queryParameters'],
  External: ['aggregate', 'boundedContext'],
};

for (const [name, system] of Object.entries(walls)) {
  const file = exportWall(system);
  const all = Object.values(treeIn(file['elements'])).filter(isTree);
  const lines = Object.values(treeIn(file['relations'])).filter(isTree);
  const of = (...kinds: readonly string[]): readonly Tree[] =>
    all.filter((one) => kinds.includes(kindOf(one)));

  describe(`the wall of ${name} as MSAEz reads it`, () => {
    it('has on each sticker what is read without looking', () => {
      for (const one of all) {
        const view = treeIn(one['elementView']);
        const { x, y, width, height } = boxOf(one);
        assert.equal(view['id'], one['id']);
        assert.match(textIn(one['id']), /^[\w-]+$/);
        assert.equal(typeof view['style'], 'string');
        assert.ok(x - width / 2 >= 0 && y - height / 2 >= 0, JSON.stringify(view));
        for (const key of ['name', ...(needed[kindOf(one)] ?? [])]) assert.ok(key in one, key);
      }
    });

    it('has a key in each list of fields, and both maps of classes', () => {
      for (const one of of('Event', 'View')) {
        const keys = treesIn(one['fieldDescriptors']).filter((field) => field['isKey'] === true);
        assert.equal(keys.length, 1, textIn(one['name']));
      }
      for (const one of of('Aggregate')) {
        const entities = treeIn(treeIn(one['aggregateRoot'])['entities']);
        assert.ok(isTree(entities['elements']) && isTree(entities['relations']));
      }
    });

    it('has stickers in their own aggregate and their own context, and in no other', () => {
      for (const [kinds, holder, stored] of [
        [['Command', 'Event'], 'Aggregate', 'aggregate'],
        [
          ['Aggregate', 'Command', 'Event', 'Policy', 'View', 'Actor'],
          'BoundedContext',
          'boundedContext',
        ],
      ] as const)
        for (const one of of(...kinds)) {
          const held = of(holder).filter((other) => touches(one, other));
          const id = textIn(treeIn(one[stored])['id']);
          assert.deepEqual(
            held.map((other) => other['id']),
            [id],
            textIn(one['name']),
          );
        }
    });

    it('has each actor on one command, and what is outside outside', () => {
      for (const one of of('Actor'))
        assert.equal(of('Command').filter((other) => touches(one, other)).length, 1);
      for (const one of of('External', 'Issue', 'Text'))
        assert.equal(of('BoundedContext').filter((other) => touches(one, other)).length, 0);
      const contexts = of('BoundedContext');
      for (const one of contexts)
        assert.equal(contexts.filter((other) => touches(one, other)).length, 1);
    });

    it('has lines between stickers that are there, with points as text', () => {
      for (const one of lines) {
        const ids = [one['from'], one['to']].map(textIn);
        assert.ok(ids.every((id) => isTree(treeIn(file['elements'])[id])));
        assert.deepEqual(
          [treeIn(one['sourceElement'])['id'], treeIn(one['targetElement'])['id']],
          ids,
        );
        assert.equal(treeIn(one['relationView'])['value'], '[]');
      }
      assert.ok(lines.length > 0);
    });

    it('is the same text each time', () =>
      assert.equal(JSON.stringify(exportWall(system)), JSON.stringify(file)));

    it('keeps its notes, their fields, its rules and its labels when it is read again', () => {
      const draft = importWall(JSON.parse(JSON.stringify(file)) as Tree, 'again');
      assert.equal(draft.name, system.name);
      for (const context of system.contexts) {
        const read = draft.contexts.find((one) => one.name === context.name);
        assert.ok(read, context.name);
        const aggregates = Object.values(context.aggregates);
        const own = (pad: 'accepts' | 'emits') =>
          aggregates.flatMap((aggregate) => Object.values(aggregate[pad]));
        const fieldsOf = (
          notes: readonly {
            readonly name: string;
            readonly fields: readonly { readonly name: string }[];
          }[],
        ) => notes.map((note) => [note.name, note.fields.map((field) => field.name).toSorted()]);
        const written = (pad: 'accepts' | 'emits') =>
          own(pad).map(({ type, fields }) => [type, Object.keys(fields).toSorted()]);
        assert.deepEqual(fieldsOf(read.commands), written('accepts'));
        assert.deepEqual(fieldsOf(read.events), written('emits'));
        assert.deepEqual(
          read.aggregates.map((one) => one.key.name),
          aggregates.map(({ identifiedBy }) => identifiedBy),
        );
        assert.deepEqual(
          read.views.map((one) => one.name),
          Object.keys(context.views),
        );
        assert.deepEqual(read.label, context.labels.context ?? read.label);
      }
    });
  });
}

describe('what is read back of taxi calls', () => {
  const system = walls['taxi'];
  assert.ok(system);
  const wall = wallOf(system);
  const draft = importWall(JSON.parse(JSON.stringify(exportWall(system))) as Tree, 'again');
  const arrows = (is: string, from: string): readonly string[] =>
    wall.arrows.filter((one) => one.is === is && one.from === from).map(({ to }) => to);

  it('is what its commands lead to', () => {
    const commands = draft.contexts.flatMap((of) => of.commands.map((one) => ({ of, one })));
    assert.ok(commands.length > 20);
    for (const { of, one } of commands) {
      const given = arrows('gives', `${of.name}/command/${one.name}`);
      const [first] = given.map((id) => id.split('/').at(-1));
      assert.equal(one.gives === undefined, first === undefined, one.name);
      assert.ok(first === undefined || given.some((id) => id.endsWith(`/${one.gives}`)), one.name);
    }
  });

  it('is what follows what, and who sends what', () => {
    for (const of of draft.contexts) {
      const written = wall.contexts.find(({ name }) => name === of.name)?.notes ?? [];
      const policies = written.filter(
        ({ id, kind }) => kind === 'policy' && arrows('issues', id)[0],
      );
      const names = of.policies.map(({ name }) => name);
      for (const { name } of policies) assert.ok(names.includes(name), name);
      const actors = written.filter(({ kind }) => kind === 'actor').map(({ name }) => name);
      for (const { name, issues } of of.actors) {
        assert.ok(actors.includes(name));
        assert.ok(issues.length > 0);
      }
    }
  });
});
