// FNV-1a, 32 bits, over UTF-16 code units (http://www.isthe.com/chongo/tech/comp/fnv/). Stable for
// ever: it decides in which partition an instance lives.

export const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
};

export const partitionOf = (key: string, partitions: number): number =>
  partitions === 1 ? 0 : hashOf(key) % partitions;
