// Which of several answers a client prefers: `Accept` and `Accept-Language`, RFC 9110 §12.5.

type Weighted = {
  readonly range: string;
  readonly quality: number;
  /** By name, without the weight. */
  readonly parameters: readonly string[];
};

/** Clients repeat few different headers, so each is read once. */
const KEPT_MAX = 1_000;

/** Commas and semicolons within quotes part nothing. */
const partsOf = (text: string, mark: ',' | ';'): readonly string[] =>
  (
    text.match(
      mark === ',' ? /(?:[^,"]|"(?:[^"\\]|\\.)*"?)+/g : /(?:[^;"]|"(?:[^"\\]|\\.)*"?)+/g,
    ) ?? []
  )
    .map((part) => part.trim())
    .filter((part) => part !== '');

const weightPattern = /^q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/i;

/** A range whose weight cannot be read says nothing. */
const weightedIn = (part: string): readonly Weighted[] => {
  const [range = '', ...parameters] = partsOf(part.toLowerCase(), ';');
  const at = parameters.findIndex((parameter) => /^q\s*=/.test(parameter));
  if (at < 0) return [{ range, quality: 1, parameters }];
  const [, quality] = weightPattern.exec(parameters[at] ?? '') ?? [];
  if (quality === undefined) return [];
  return [{ range, quality: Number(quality), parameters: parameters.slice(0, at) }];
};

const headers = new Map<string, readonly Weighted[]>();

const weightedOf = (header: string): readonly Weighted[] => {
  const known = headers.get(header);
  if (known) return known;
  const read = partsOf(header, ',').flatMap(weightedIn);
  if (headers.size < KEPT_MAX) headers.set(header, read);
  return read;
};

/** How exactly a range names a type; nothing, where it does not mean it at all. */
const exactness = ({ range, parameters }: Weighted, type: string): number | undefined => {
  // A charset is no other type; everything else that it asks for, no answer here has.
  if (parameters.some((parameter) => !parameter.startsWith('charset'))) return undefined;
  if (range === type) return 2;
  if (range === '*/*' || range === '*') return 0;
  return range === `${type.slice(0, type.indexOf('/'))}/*` ? 1 : undefined;
};

type Wish = { readonly quality: number; readonly exact: number };

const unwanted: Wish = { quality: 0, exact: -1 };

/** The most exact range decides how much a type is wanted. */
const wishFor = (type: string, ranges: readonly Weighted[]): Wish => {
  let wish = unwanted;
  for (const weighted of ranges) {
    const exact = exactness(weighted, type);
    if (exact !== undefined && exact > wish.exact) wish = { quality: weighted.quality, exact };
  }
  return wish;
};

const isBetter = (one: Wish, other: Wish): boolean =>
  one.quality === other.quality ? one.exact > other.exact : one.quality > other.quality;

/**
 * The type to answer with. Where several are wanted alike, the one that was named more exactly,
 * and then the one that stands first here. What accepts none of them gets the first.
 * @param types in lower case, the best first.
 */
export const preferredType = <Type extends string>(
  header: string | undefined,
  types: readonly [Type, ...Type[]],
): Type => {
  const [first] = types;
  if (header === undefined) return first;
  const ranges = weightedOf(header);
  let best: { readonly type: Type; readonly wish: Wish } = { type: first, wish: unwanted };
  for (const type of types) {
    const wish = wishFor(type, ranges);
    if (wish.quality > 0 && isBetter(wish, best.wish)) best = { type, wish };
  }
  return best.type;
};

const languageOf = (range: string): string => range.split('-', 1)[0] ?? '';

/** What a client says of a language: in any of its regions, or of all that it does not name. */
const weightOf = (language: string, ranges: readonly Weighted[]): Weighted | undefined => {
  const named = ranges.filter(({ range }) => languageOf(range) === language);
  const all = named.length > 0 ? named : ranges.filter(({ range }) => range === '*');
  return all.toSorted((one, other) => other.quality - one.quality)[0];
};

/**
 * The language to answer in. Where several are wanted alike, the one that the client names first,
 * and then the one that stands first here. Who accepts none of them gets the first.
 */
export const preferredLanguage = <Language extends string>(
  header: string | undefined,
  languages: readonly [Language, ...Language[]],
): Language => {
  const [first] = languages;
  if (header === undefined) return first;
  const ranges = weightedOf(header);
  const wishes = languages.flatMap((language) => {
    const weight = weightOf(language, ranges);
    return weight && weight.quality > 0 ? [{ language, weight }] : [];
  });
  const [best] = wishes.toSorted(
    (one, other) =>
      other.weight.quality - one.weight.quality ||
      ranges.indexOf(one.weight) - ranges.indexOf(other.weight),
  );
  return best?.language ?? first;
};
