import assert from 'node:assert/strict';
import { it } from 'node:test';
import { hotspots } from '@dure/wall';
import { Restaurant } from './system.ts';

it('the wall of a restaurant hangs together', () => assert.deepEqual(hotspots(Restaurant), []));
