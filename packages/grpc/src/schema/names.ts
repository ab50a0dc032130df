// Names as Protocol Buffers have them: ASCII letters, digits and underscores.

import { romanized } from '@dure/access';

/** The parts of a name, as its capitals and signs part them: `strDt`, `10KG_UNDER`, `taxi-call`. */
const partsOf = (name: string): readonly string[] =>
  romanized(name)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/(\d)([A-Z][a-z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z\d]+/)
    .filter((part) => part !== '');

/** No identifier begins with a digit, and none is empty. */
const begun = (name: string, letter: string): string =>
  /^[A-Za-z]/.test(name) ? name : `${letter}${name}`;

/** `strDt` is `str_dt`: a field, a package, a file. */
export const lowerSnake = (name: string): string =>
  begun(partsOf(name).join('_').toLowerCase(), 'n');

/** `10KG_UNDER` is itself, and `초과` is `CHOGWA`: what stands behind the prefix of an enum. */
export const upperSnake = (name: string): string => partsOf(name).join('_').toUpperCase() || 'N';

/** `parcel-pickup` is `ParcelPickup`: a message, an enum, a service, a call. */
export const pascal = (name: string): string =>
  begun(
    partsOf(name)
      .map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}`)
      .join(''),
    'N',
  );

/** The name that a field has in JSON, unless it is said otherwise. */
export const jsonNameOf = (field: string): string =>
  field.replace(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
