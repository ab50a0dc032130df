import assert from 'node:assert/strict';
import { it } from 'node:test';
import { hotspots } from '@dure/wall';
import { Lodging } from './system.ts';

it('the wall of lodging hangs together', () => assert.deepEqual(hotspots(Lodging), []));
