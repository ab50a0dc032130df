import assert from 'node:assert/strict';
import { it } from 'node:test';
import { hotspots } from '@dure/domain';
import { Lodging } from './system.ts';

it('the wall of lodging hangs together', () => assert.deepEqual(hotspots(Lodging), []));
