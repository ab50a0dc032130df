// Credentials that do not count any more, though their time is not over: a key of a script that was
// lost, or someone who was dismissed this minute.

/** What a credential says of itself. */
export type Named = {
  /** By which the issuer knows the person or the program. */
  readonly subject: string;
  /** The `jti` of the token; nothing, where it has none, or where a cookie stands for it. */
  readonly tokenId?: string | undefined;
};

/** Asked with every request: has to answer at once, and by itself. */
export type IsRevoked = (of: Named) => boolean;
