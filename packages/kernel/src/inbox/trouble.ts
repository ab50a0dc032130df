// A log that is not what was followed: those who run it are told once, and its consumer stands.

import type { Trouble } from '../api.ts';
import type { Engine } from '../engine.ts';
import { wordsForWrongLog } from './watermarks.ts';
import type { WrongLog } from './watermarks.ts';

export const reported = (engine: Engine, wrong: WrongLog): Trouble => {
  const { newCommandId, context, report, clock } = engine;
  const words = wordsForWrongLog(context, wrong);
  report({ id: newCommandId(), context, what: words.en, cause: wrong });
  return { is: 'log', of: wrong.context, since: clock.now(), ...words };
};
