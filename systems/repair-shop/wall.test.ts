import assert from 'node:assert/strict';
import { it } from 'node:test';
import { hotspots } from '@dure/wall';
import { RepairShop } from './system.ts';

it('the wall of the repair shop hangs together', () => assert.deepEqual(hotspots(RepairShop), []));
