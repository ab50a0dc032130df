// A tag for what was answered, so that the same need not be sent again.

import { hash } from 'node:crypto';

export const etagOf = (body: string | Buffer): string => `W/"${hash('sha1', body, 'base64url')}"`;

const withoutWeakness = (tag: string): string => tag.trim().replace(/^W\//, '');

/** `If-None-Match` compares weakly: a list of tags, or anything at all. */
export const isUnchanged = (ifNoneMatch: string | undefined, etag: string): boolean => {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((tag) => withoutWeakness(tag) === withoutWeakness(etag));
};
