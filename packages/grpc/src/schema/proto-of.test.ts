// A wall as a `.proto`: names, numbers, types, and what is refused.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  aggregate,
  boundedContext,
  byName,
  contract,
  count,
  decimal,
  initial,
  list,
  nullable,
  oneOf,
  open,
  rest,
  states,
  system,
  text,
  truth,
  valueObject,
} from '@dure/domain';
import type { Fields } from '@dure/domain';
import { date, datetimeIn } from '@dure/domain/shapes';
import type { ProtoFile } from './model.ts';
import { protoOf } from './proto-of.ts';
import { brokenRules } from './rules.testing.ts';
import { protoText } from './text.ts';

const standard: Fields = { 대여Id: text, bookNm: text, days: count() };

type Sketch = { readonly fields?: Fields; readonly extra?: string; readonly context?: string };

/** A library of one command, whose fields a test chooses. */
const libraryOf = ({ fields = standard, extra, context = 'loan' }: Sketch = {}) => {
  const { command, event } = contract(context, {
    commands: { Lend: fields, ...(extra === undefined ? {} : { [extra]: fields }) },
    events: { Lent: fields },
  });
  const state = states({ none: initial(), lent: open('대여중', fields), back: rest('반납') });
  const [key = ''] = Object.keys(fields);
  const Loan = aggregate('Loan', {
    identifiedBy: key,
    states: state,
    accepts: command,
    emits: event,
    decide: Object.fromEntries(Object.keys(command).map((name) => [name, { none: event.Lent }])),
    evolve: { Lent: state.lent },
  } as never);
  const board = boundedContext(context, {
    aggregates: { Loan },
    actors: { Member: { issues: Object.keys(command) } },
  } as never);
  return system('my-library', {
    label: ['도서관', 'Library'],
    businessKey: key,
    contexts: [board],
  });
};

const fieldsIn = (file: ProtoFile, message: string) =>
  file.messages.find(({ name }) => name === message)?.fields ?? [];

const linesIn = (file: ProtoFile, message: string): readonly string[] =>
  protoText(file).split(`message ${message} {\n`)[1]?.split('\n}')[0]?.split('\n') ?? [];

describe('the .proto of a wall', () => {
  it('keeps the rules that linters have for such files', () => {
    assert.deepEqual(brokenRules(protoOf(libraryOf()).file), []);
  });

  it('has ASCII names, and keeps the Korean ones', () => {
    const { file } = protoOf(libraryOf());
    const lines = linesIn(file, 'LendRequest');
    assert.ok(
      lines.includes('  optional string daeyeo_id = 1 [json_name = "대여Id"];'),
      lines.join('\n'),
    );
    assert.ok(lines.includes('  optional string book_nm = 2;'));
    assert.match(protoText(file), /package dure\.my_library\.v1;/);
    assert.match(protoText(file), /\/\/ 대여중[^\n]*\n {2}LOAN_STATE_LENT = 1;/);
  });

  it('has a type for every shape', () => {
    const fields: Fields = {
      loanId: text,
      weight: decimal(2),
      isNew: truth,
      day: date,
      at: datetimeIn('Asia/Seoul'),
      size: oneOf('소', '대'),
      tags: list(text),
      perDay: byName(count()),
      place: valueObject({ city: text }),
      grid: list(list(count())),
      note: nullable(text),
    };
    const types = fieldsIn(protoOf(libraryOf({ fields })).file, 'LendRequest').map(
      ({ name, presence, type }) => `${presence} ${type} ${name}`,
    );
    assert.deepEqual(types, [
      'optional string loan_id',
      'optional double weight',
      'optional bool is_new',
      'optional string day',
      'message .google.protobuf.Timestamp at',
      'optional Size size',
      'repeated string tags',
      'map int64 per_day',
      'message Place place',
      'message .google.protobuf.Value grid',
      'optional string note',
    ]);
    assert.deepEqual(brokenRules(protoOf(libraryOf({ fields })).file), []);
  });

  it('refuses names that are one in ASCII, and says which', () => {
    const fields: Fields = { loanId: text, 'book-nm': text, bookNm: text };
    assert.throws(
      () => protoOf(libraryOf({ fields })),
      /In aggregate Loan, field book-nm and field bookNm would both be called book_nm/,
    );
    assert.throws(
      () => protoOf(libraryOf({ extra: 'lend' })),
      /command Lend and command lend would both be called LendRequest/,
    );
  });

  it('refuses a context that has the name of what every business has', () => {
    assert.throws(
      () => protoOf(libraryOf({ context: 'case' })),
      /context case and context CaseService would both be called CaseService/,
    );
  });
});

describe('the numbers of fields', () => {
  const numbersOf = (file: ProtoFile) =>
    Object.fromEntries(fieldsIn(file, 'LendRequest').map(({ name, number }) => [name, number]));

  it('stay where they are, whatever is put before or taken away', () => {
    const { numbers } = protoOf(libraryOf());
    const { days: _, ...others } = standard;
    const changed: Fields = { 대여Id: text, author: text, ...others };
    const { file, numbers: next } = protoOf(libraryOf({ fields: changed }), numbers);
    assert.deepEqual(numbersOf(file), { daeyeo_id: 1, author: 4, book_nm: 2 });
    const lines = linesIn(file, 'LendRequest');
    assert.ok(lines.includes('  reserved 3;') && lines.includes('  reserved "days";'));
    const { file: again } = protoOf(libraryOf({ fields: { ...changed, days: text } }), next);
    assert.equal(numbersOf(again)['days'], 5);
  });

  it('are new for a field that has become something else', () => {
    const { numbers } = protoOf(libraryOf());
    const { file } = protoOf(libraryOf({ fields: { ...standard, days: text } }), numbers);
    assert.equal(numbersOf(file)['days'], 4);
    const lines = linesIn(file, 'LendRequest');
    assert.ok(lines.includes('  reserved 3;') && !lines.some((line) => line.includes('"days"')));
  });

  it('are the same again for the same wall', () => {
    const { numbers } = protoOf(libraryOf());
    const again = protoOf(libraryOf(), numbers);
    assert.deepEqual(again.numbers, numbers);
    assert.equal(protoText(again.file), protoText(protoOf(libraryOf()).file));
  });
});
