// What the drill's lodging is started with: the simulated systems of the one that ships.

import { rehearsal as shipped } from '@dure/lodging/rehearsal';
import { Lodging } from './system.ts';

export const rehearsal = { ...shipped, contexts: Lodging.contexts };
