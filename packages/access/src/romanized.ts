// Names in ASCII, for tools that take nothing else: Hangul is written by its sounds (the Revised
// Romanization, letter by letter), and everything else by its number, so that the same name always
// becomes the same one.

const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const VOWELS = 21;
const FINALS = 28;

const initials = 'g kk n d tt r m b pp s ss  j jj ch k t p h'.split(' ');
const vowels = 'a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i'.split(' ');
const finals = ' k k ks n nj nh t l lk lm lb ls lt lp lh m p ps t t ng t t k t p h'.split(' ');

const spelt = (letter: string): string => {
  const code = letter.codePointAt(0) ?? 0;
  if (code < FIRST_SYLLABLE || code > LAST_SYLLABLE) return ` U${code.toString(16)} `;
  const at = code - FIRST_SYLLABLE;
  const initial = initials[Math.floor(at / (VOWELS * FINALS))] ?? '';
  const vowel = vowels[Math.floor((at % (VOWELS * FINALS)) / FINALS)] ?? '';
  return `${initial}${vowel}${finals[at % FINALS] ?? ''}`;
};

const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

/** `방List` is `bangList`; what is no Hangul has spaces around its number. */
export const romanized = (name: string): string =>
  isAscii(name) ? name : name.normalize('NFC').replace(/[^\x20-\x7e]/gu, spelt);
