// S19: many replicas, every event twice, a crash between any two steps, and what else can break.

import { it } from 'node:test';
import { keepsPromises } from '@dure/simulator/promises';
import { rehearsal } from './rehearsal.ts';
import { traffic } from './traffic.ts';

const SEEDS = 20;

it('S19: taxi call keeps its promises in a storm', () =>
  keepsPromises({ system: rehearsal, traffic }, SEEDS));
