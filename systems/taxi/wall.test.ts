import assert from 'node:assert/strict';
import { it } from 'node:test';
import { hotspots } from '@dure/wall';
import { Taxi } from './system.ts';

it('the wall of taxi call hangs together', () => assert.deepEqual(hotspots(Taxi), []));
