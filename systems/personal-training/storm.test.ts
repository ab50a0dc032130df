// S20: many replicas, every event twice, a crash between any two steps, and what else can break.

import { it } from 'node:test';
import { keepsPromises } from '@dure/simulator/promises';
import { PersonalTraining, traffic } from './system.ts';

const SEEDS = 20;

it('S6, S20: personal training keeps its promises in a storm', () =>
  keepsPromises({ system: PersonalTraining, traffic }, SEEDS));
