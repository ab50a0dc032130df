// Names as Protocol Buffers have them: ASCII letters, digits and underscores. Hangul is written by
// its sounds (the Revised Romanization, letter by letter), and everything else by its number, so
// that the same name always becomes the same identifier.

const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const VOWELS = 21;
const FINALS = 28;

const initials = 'g kk n d tt r m b pp s ss  j jj ch k t p h'.split(' ');
const vowels = 'a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i'.split(' ');
const finals = ' k k ks n nj nh t l lk lm lb ls lt lp lh m p ps t t ng t t k t p h'.split(' ');

const romanized = (letter: string): string => {
  const code = letter.codePointAt(0) ?? 0;
  if (code < FIRST_SYLLABLE || code > LAST_SYLLABLE) return ` U${code.toString(16)} `;
  const at = code - FIRST_SYLLABLE;
  const initial = initials[Math.floor(at / (VOWELS * FINALS))] ?? '';
  const vowel = vowels[Math.floor((at % (VOWELS * FINALS)) / FINALS)] ?? '';
  return `${initial}${vowel}${finals[at % FINALS] ?? ''}`;
};

const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

/** The parts of a name, as its capitals and signs part them: `strDt`, `10KG_UNDER`, `taxi-call`. */
const partsOf = (name: string): readonly string[] => {
  const plain = isAscii(name) ? name : name.normalize('NFC').replace(/[^\x20-\x7e]/gu, romanized);
  return plain
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/(\d)([A-Z][a-z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z\d]+/)
    .filter((part) => part !== '');
};

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
