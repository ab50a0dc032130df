// What is of people: each value says by a field beside it whose it is, so that it can be handed
// over to them, and erased with them.

import type { Shape, Unowned } from './shape.ts';

/**
 * A value that is stored, and masked in every log, such as a name. The field beside it that says
 * whose it is has to be named: the value is erased, and handed over, with that person. What is its
 * own name says who somebody is by itself: `tel: personal(phone, 'tel')`.
 */
export const personal = <T, const W extends string>(
  of: Shape<T> | Unowned<T>,
  whose: W,
): Shape<T> & { readonly whose: W } => ({ ...ofNoPerson(of), isPersonal: true, whose });

/**
 * A value that says something about a person and is shown as it is, such as what a trainer has
 * written down: it is erased, and handed over, with the person whom the named field says.
 */
export const about = <T, const W extends string>(
  of: Shape<T>,
  whose: W,
): Shape<T> & { readonly whose: W } => ({ ...of, whose });

/** The same of no person: the number of a business. */
export const ofNoPerson = <T>({ isUnowned: _isUnowned, ...of }: Shape<T> | Unowned<T>): Shape<T> =>
  of;
