// The bytes of a body as text. Whatever else they are is refused by its name: read as UTF-8, they
// would be no JSON, and no one could see why.

type Headers = { readonly [name: string]: string | readonly string[] | undefined };

/** Why a body cannot be read. */
export type Unread = 'BODY_ENCODED' | 'BODY_CHARSET' | 'BODY_NOT_UTF8';

type BodyText =
  | { readonly text: string; readonly fault?: undefined }
  | { readonly text?: undefined; readonly fault: Unread };

const charsetPattern = /;\s*charset\s*=\s*"?([^\s;"]+)/i;
/** It keeps nothing from one text to the next. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

const asUtf8: readonly string[] = ['utf-8', 'utf8', 'us-ascii'];

const wordIn = (header: string | readonly string[] | undefined): string =>
  (typeof header === 'string' ? header : (header?.join(',') ?? '')).trim().toLowerCase();

export const bodyText = (headers: Headers, bytes: Uint8Array): BodyText => {
  const encoding = wordIn(headers['content-encoding']);
  if (encoding !== '' && encoding !== 'identity') return { fault: 'BODY_ENCODED' };
  const charset = charsetPattern.exec(wordIn(headers['content-type']))?.[1] ?? 'utf-8';
  if (!asUtf8.includes(charset)) return { fault: 'BODY_CHARSET' };
  try {
    return { text: utf8.decode(bytes) };
  } catch {
    return { fault: 'BODY_NOT_UTF8' };
  }
};
