// Why a wall cannot become a `.proto`, in words for its author.

import type { Words } from '@dure/domain';

/** Two names of a wall are one identifier on the wire. */
export class NamesCollide extends Error {
  readonly words: Words;
  constructor(words: Words) {
    super(`${words.en}\n${words.ko}`);
    this.name = 'NamesCollide';
    this.words = words;
  }
}

export type Named = {
  /** On the wire. */
  readonly name: string;
  /** Where it comes from, in words: `command 예약` or `field strDt`. */
  readonly from: string;
};

/**
 * @param place where the names stand together: `lodging`, or a message.
 * @throws {NamesCollide} two of them are the same.
 */
export const checkNames = (place: string, names: readonly Named[]): void => {
  const seen = new Map<string, string>();
  for (const { name, from } of names) {
    const before = seen.get(name);
    if (before !== undefined) {
      throw new NamesCollide({
        ko:
          `${place}: ${before}와(과) ${from}은(는) gRPC에서 둘 다 ${name}이(가) 됩니다. ` +
          '벽에서 하나의 이름을 바꿔 주세요',
        en:
          `In ${place}, ${before} and ${from} would both be called ${name} over gRPC. ` +
          'Give one of them another name on the wall',
      });
    }
    seen.set(name, from);
  }
};
