// #region test
// The wall hangs together: nothing on it is pink.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { hotspots } from '@dure/wall';
import { ToolShed } from './system.ts';

it('the wall has no hot spots', () => assert.deepEqual(hotspots(ToolShed), []));
// #endregion test
