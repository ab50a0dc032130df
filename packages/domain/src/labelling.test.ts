import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { boundedContext } from './context.ts';
import { labelIn, stateLabelIn, unlabelled } from './labelling.ts';
import type { Labels } from './labels.ts';

const desk = boundedContext('desk', {
  labels: {
    commands: { Lend: ['빌려주기', 'Lend'], Fetch: ['가져오기', ''] },
    states: { Loan: { open: ['대출', 'Open'] } },
  },
});
const labels: Labels = {
  commands: { Lend: ['주기', 'Give'], Fetch: ['찾아오기', 'Fetch'] },
  states: { Loan: { closed: ['종료', 'Closed'] } },
};

describe('a label', () => {
  it('is the own one of a context, or else that of the business', () => {
    assert.deepEqual(labelIn({ labels }, desk, ['commands', 'Lend']), ['빌려주기', 'Lend']);
    assert.deepEqual(labelIn({ labels }, undefined, ['commands', 'Lend']), ['주기', 'Give']);
    assert.deepEqual(stateLabelIn({ labels }, desk, ['Loan', 'open']), ['대출', 'Open']);
    assert.deepEqual(stateLabelIn({ labels }, desk, ['Loan', 'closed']), ['종료', 'Closed']);
  });

  it('is none where it lacks a language', () =>
    assert.deepEqual(labelIn({ labels }, desk, ['commands', 'Fetch']), ['찾아오기', 'Fetch']));

  it('is the name in words, where there is none', () => {
    assert.deepEqual(unlabelled('ReleaseRooms'), ['ReleaseRooms', 'Release rooms']);
    assert.deepEqual(unlabelled('release_rooms'), ['release_rooms', 'Release rooms']);
  });
});
