// Whatever people may see has a name in both languages.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BoundedContext, Label, Labels } from '@dure/domain';
import { Lodging } from './system.ts';

type Names = { readonly [name: string]: unknown };
type Group = { readonly [name: string]: Label };

const isLabel = (label: Label | undefined): boolean =>
  label !== undefined && label.every((words) => words.trim() !== '');

const missing = (of: Names, labels: Group = {}): readonly string[] =>
  Object.keys(of).filter((name) => !isLabel(labels[name]));

const aggregatesIn = ({ aggregates }: BoundedContext) => Object.values(aggregates);

const statesIn = (context: BoundedContext) =>
  aggregatesIn(context).flatMap(({ name, registers }) =>
    registers.map((register) => ({
      life: register.name === '' ? name : `${name}.${register.name}`,
      states: register.states,
    })),
  );

const together = (pads: readonly Names[]): Names => Object.assign({}, ...pads);

const unnamed = (context: BoundedContext): readonly string[] => {
  const { labels } = context;
  const aggregates = aggregatesIn(context);
  return [
    ...(isLabel(labels.context) ? [] : [context.name]),
    ...missing(together(aggregates.map(({ accepts }) => accepts)), labels.commands),
    ...missing(together(aggregates.map(({ emits }) => emits)), labels.events),
    ...missing(together(aggregates.map(({ refuses }) => refuses)), labels.rejections),
    ...missing(context.aggregates, labels.aggregates),
    ...missing(context.views, labels.views),
    ...missing({ ...context.policies, ...context.processes }, labels.policies),
    ...missing(context.sagas, labels.sagas),
    ...missing(context.deadlines, labels.deadlines),
    ...missing(context.settings, labels.settings),
    ...statesIn(context).flatMap(({ life, states }) => missing(states, labels.states?.[life])),
  ];
};

const fieldsIn = (context: BoundedContext): Names => {
  const pads = aggregatesIn(context).flatMap(({ accepts, emits, refuses }) => [
    ...Object.values(accepts),
    ...Object.values(emits),
    ...Object.values(refuses),
  ]);
  return together([...pads, ...Object.values(context.views)].map(({ fields }) => fields));
};

const fieldLabels = (context: BoundedContext): Group => {
  const own: Labels = context.labels;
  return { ...Lodging.labels.fields, ...own.fields };
};

describe('Lodging', () => {
  for (const context of Lodging.contexts) {
    it(`names every note of ${context.name}`, () => assert.deepEqual(unnamed(context), []));
    it(`names every field of ${context.name}`, () =>
      assert.deepEqual(missing(fieldsIn(context), fieldLabels(context)), []));
  }

  it('names its actors and the systems around it', () => {
    const actors = together(Lodging.contexts.map((context) => context.actors));
    assert.deepEqual(missing(actors, Lodging.labels.actors), []);
    const systems = Object.fromEntries(Lodging.externals.map(({ name }) => [name, true]));
    assert.deepEqual(missing(systems, Lodging.labels.systems), []);
  });
});
