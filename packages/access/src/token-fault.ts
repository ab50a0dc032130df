// What can be wrong with a token.

/** Why a token was refused. */
export type TokenFault =
  | 'tooLong'
  | 'broken'
  | 'algorithm'
  | 'kind'
  | 'signature'
  | 'issuer'
  | 'audience'
  | 'audiences'
  | 'expired'
  | 'notYet'
  | 'subject'
  | 'revoked';
