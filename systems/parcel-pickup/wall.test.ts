import assert from 'node:assert/strict';
import { it } from 'node:test';
import { hotspots } from '@dure/wall';
import { ParcelPickup } from './system.ts';

it('the wall of parcel pickup hangs together', () => assert.deepEqual(hotspots(ParcelPickup), []));
