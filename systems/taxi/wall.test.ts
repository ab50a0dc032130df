import assert from 'node:assert/strict';
import { it } from 'node:test';
import { hotspots } from '@dure/domain';
import { Taxi } from './system.ts';

it('the wall of taxi call hangs together', () => assert.deepEqual(hotspots(Taxi), []));
