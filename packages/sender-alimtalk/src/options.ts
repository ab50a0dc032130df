// The options of a sender, and whether they can be right.

export type AlimTalkOptions = {
  /** Where messages are posted to: http or https, without a user in it. */
  readonly url: string;
  /** The business's own channel at Kakao. */
  readonly senderKey: string;
  /** Goes out as `authorization: Bearer`, and nowhere else. */
  readonly token: string;
  /** How long an answer is waited for. */
  readonly timeoutMs?: number;
};

export type Mistaken = 'url' | 'senderKey' | 'token';

/** What no request can be made with; nothing, when all of it may be right. */
export const mistakeIn = ({ url, senderKey, token }: AlimTalkOptions): Mistaken | undefined => {
  if (!isAddress(url)) return 'url';
  if (senderKey.trim() === '') return 'senderKey';
  return isBearer(token) ? undefined : 'token';
};

const isAddress = (url: string): boolean => {
  const parsed = URL.parse(url);
  if (!parsed || !['http:', 'https:'].includes(parsed.protocol)) return false;
  return parsed.username === '' && parsed.password === '';
};

/** Visible ASCII, without a space: what a header can carry in one piece. */
const isBearer = (token: string): boolean => /^[!-~]+$/.test(token);
