// The persona that a browser remembers.

import type { Credentials } from './caller.ts';

/** What a header or a cookie says in percent encoding, if it does. */
export const decoded = (written: string): string => {
  if (!written.includes('%')) return written;
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
};

/** The persona in the cookies, if there is one: `Customer:customer-2`. */
export const personaCookie = ({ cookie }: Credentials): string | undefined => {
  if (cookie === undefined) return undefined;
  const written = /(?:^|;\s*)dure-persona=([^;]*)/.exec(cookie)?.[1];
  return (written && decoded(written)) || undefined;
};
