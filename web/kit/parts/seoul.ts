// The districts of Seoul as tiles of one size, each beside its neighbours: easier to press and to
// read on a phone than their shapes, and nothing is loaded for it.

export type District = {
  readonly name: string;
  readonly en: string;
  readonly column: number;
  readonly row: number;
};

const at = (name: string, en: string, [column, row]: readonly [number, number]): District => ({
  name,
  en,
  column,
  row,
});

export const districts: readonly District[] = [
  at('강북구', 'Gangbuk', [3, 0]),
  at('도봉구', 'Dobong', [4, 0]),
  at('노원구', 'Nowon', [5, 0]),
  at('은평구', 'Eunpyeong', [2, 1]),
  at('종로구', 'Jongno', [3, 1]),
  at('성북구', 'Seongbuk', [4, 1]),
  at('중랑구', 'Jungnang', [5, 1]),
  at('마포구', 'Mapo', [1, 2]),
  at('서대문구', 'Seodaemun', [2, 2]),
  at('중구', 'Jung', [3, 2]),
  at('동대문구', 'Dongdaemun', [4, 2]),
  at('광진구', 'Gwangjin', [5, 2]),
  at('강서구', 'Gangseo', [0, 3]),
  at('양천구', 'Yangcheon', [1, 3]),
  at('영등포구', 'Yeongdeungpo', [2, 3]),
  at('용산구', 'Yongsan', [3, 3]),
  at('성동구', 'Seongdong', [4, 3]),
  at('강동구', 'Gangdong', [5, 3]),
  at('구로구', 'Guro', [1, 4]),
  at('동작구', 'Dongjak', [2, 4]),
  at('서초구', 'Seocho', [3, 4]),
  at('강남구', 'Gangnam', [4, 4]),
  at('송파구', 'Songpa', [5, 4]),
  at('금천구', 'Geumcheon', [1, 5]),
  at('관악구', 'Gwanak', [2, 5]),
];

/** What people call a part of a district, or a place within it. */
const within: { readonly [name: string]: string } = {
  서울역: '중구',
  성수: '성동구',
  건대: '광진구',
  신촌: '서대문구',
  홍대: '마포구',
  목동: '양천구',
  여의도: '영등포구',
  이수: '동작구',
  사당: '동작구',
  잠실: '송파구',
};

const isNamed = ({ name, en }: District, word: string): boolean => {
  const short = name.length > 2 ? name.slice(0, -1) : name;
  return word === name || word === short || word === en || within[word] === name;
};

/**
 * `종로`, `종로구`, `서울 종로구` and `Jongno` are the same, and 이수 is in 동작구; nothing, where it is
 * none of Seoul.
 */
export const districtNamed = (text: string): District | undefined => {
  const words = text.split(/\s+/);
  return districts.find((district) => words.some((word) => isNamed(district, word)));
};

/** By which one may call a place: every district, and what is within them. */
export const placeNames: readonly string[] = [
  ...districts.map(({ name }) => name),
  ...Object.keys(within),
];
