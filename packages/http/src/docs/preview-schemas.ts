// What a preview of a command answers, for the documents of the API.

import { ref } from './json-schema.ts';
import type { Schema } from './json-schema.ts';

const text = { type: 'string' } as const;
const truth = { type: 'boolean' } as const;
const data = { type: 'object' } as const;

type Properties = { readonly [name: string]: Schema };

const object = (properties: Properties, required: readonly string[]): Schema => ({
  type: 'object',
  properties,
  required,
});

const listOf = (items: Schema): Schema => ({ type: 'array', items });

const named = { name: text, label: ref('Words') };

const state = object({ ...named, status: text }, ['name', 'label', 'status']);

const amount = object(
  { field: text, label: ref('Words'), amount: { type: 'integer' }, event: text },
  ['field', 'label', 'amount', 'event'],
);

const ask = object(
  { ...named, to: text, isExternal: truth, type: text, data, undo: text, answer: text },
  ['name', 'label', 'to', 'isExternal', 'type', 'data', 'answer'],
);

const problem = object({ rejection: text, status: { type: 'integer' }, ko: text, en: text }, [
  'rejection',
  'status',
  'ko',
  'en',
]);

export const previewSchemas: Properties = {
  PreviewedEvent: object({ ...named, data }, ['name', 'label', 'data']),
  PreviewedCommand: object({ ...named, context: text, target: text, data, whenever: text }, [
    'name',
    'label',
    'context',
    'target',
    'data',
    'whenever',
  ]),
  Preview: {
    ...object(
      {
        command: text,
        label: ref('Words'),
        isPossible: truth,
        depends: ref('Words'),
        problem,
        state: object({ aggregate: text, before: state, after: state }, [
          'aggregate',
          'before',
          'after',
        ]),
        events: listOf(ref('PreviewedEvent')),
        amounts: listOf(amount),
        asks: listOf(ask),
        deadlines: listOf(object({ ...named, at: text }, ['name', 'label'])),
        follows: listOf(ref('PreviewedCommand')),
        messages: listOf(ref('PreviewedCommand')),
        unknown: listOf(text),
        digest: text,
      },
      ['command', 'label', 'isPossible', 'events', 'amounts', 'asks', 'deadlines', 'follows'],
    ),
    description: '명령이 할 일 / what a command would do; nothing of it was done',
  },
};
