// S19: many replicas, every event twice, a crash between any two steps, and what else can break.

import { it } from 'node:test';
import { keepsPromises } from '@dure/simulator/promises';
import { Restaurant, traffic } from './system.ts';

const SEEDS = 20;

it('S19, I1: the restaurant keeps its promises in a storm', () =>
  keepsPromises({ system: Restaurant, traffic }, SEEDS));
