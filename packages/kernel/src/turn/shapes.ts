// What a rule or a fold has made is held to its shapes before it is written: what is appended once
// stays in the log for ever.

import { problemsOf } from '@dure/domain';
import type { AnyNote, Move, Mistake } from '@dure/domain';
import { fieldOf } from './fields.ts';

type Shaped = Parameters<typeof problemsOf>[0];

/** Something that its own board does not allow. Its unit leaves nothing. */
export class WrongShape extends Error {
  readonly problems: readonly Mistake[];

  constructor(what: string, problems: readonly Mistake[]) {
    const words = problems.map(({ path, en }) => `${path} ${en}`).join('; ');
    super(`${what} is not as its shape says: ${words}.`);
    this.name = 'WrongShape';
    this.problems = problems;
  }
}

/** @throws {WrongShape} */
export const needRightEvent = (note: AnyNote | undefined, event: object, type: string): void => {
  const problems = note ? problemsOf(note, event) : [];
  if (problems.length > 0) throw new WrongShape(type, problems);
};

/** @throws {WrongShape} */
export const needRightStates = (moves: readonly Move[]): void => {
  for (const { register, from, to } of moves) {
    const sketch = register.states[to.is]?.sketch;
    if (sketch) needRight(`The state ${to.is}`, sketch, { made: to, before: from });
  }
};

export type Made = { readonly made: object; readonly before: object | undefined };

/**
 * What stands as it stood before was made by another rule, maybe of an older wall.
 * @throws {WrongShape}
 */
export const needRight = (what: string, shaped: Shaped, { made, before }: Made): void => {
  const problems = problemsOf(shaped, made).filter(({ path }) => !isOld(path, made, before));
  if (problems.length > 0) throw new WrongShape(what, problems);
};

const isOld = (path: string, made: object, before: object | undefined): boolean => {
  const [field = ''] = path.split('.', 1);
  return before !== undefined && fieldOf(made, field) === fieldOf(before, field);
};
