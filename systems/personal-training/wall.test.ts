import assert from 'node:assert/strict';
import { it } from 'node:test';
import { hotspots } from '@dure/wall';
import { PersonalTraining } from './system.ts';

it('the wall of personal training hangs together', () =>
  assert.deepEqual(hotspots(PersonalTraining), []));
