// S19: many replicas, every event twice, a crash between any two steps, and what else can break.

import { it } from 'node:test';
import { keepsPromises } from '@dure/simulator/promises';
import { rehearsal } from './rehearsal.ts';
import { traffic } from './traffic.ts';

const SEEDS = 40;

it('S19: the repair shop keeps its promises in a storm', () =>
  keepsPromises({ system: rehearsal, traffic }, SEEDS));
