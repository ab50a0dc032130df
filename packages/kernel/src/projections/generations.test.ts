import { equal } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isMixed, lastGeneration } from './generations.ts';

describe('Rows that lack an event', () => {
  it('are read until readers are switched, however far a rebuilding is', () => {
    equal(isMixed({}, 'List'), false);
    equal(isMixed({ 'mixed:List': 1 }, 'List'), true);
    equal(isMixed({ 'mixed:List': 1, 'building:List': 2 }, 'List'), true);
    equal(isMixed({ 'mixed:List': 1, 'building:List': 0, 'generation:List': 2 }, 'List'), false);
    equal(isMixed({ 'mixed:List': 2, 'building:List': 0, 'generation:List': 2 }, 'List'), true);
    equal(isMixed({ 'mixed:List': true }, 'List'), true);
    equal(isMixed({ 'mixed:List': false }, 'List'), false);
  });
});

describe('The last generation that is drawn', () => {
  it('is the one that is built, where there is one', () => {
    equal(lastGeneration({}, 'List'), 1);
    equal(lastGeneration({ 'generation:List': 3, 'building:List': 0 }, 'List'), 3);
    equal(lastGeneration({ 'generation:List': 3, 'building:List': 4 }, 'List'), 4);
  });
});
