// Who has signed in, as their credential says it.

import type { Label } from '@dure/domain';

/** One actor that a person may act as. */
export type Role = {
  /** Where it counts; in every business that has such an actor, where it is missing. */
  readonly business?: string;
  readonly actor: string;
  /** Whose acts they are in the log; the person's own subject unless given. */
  readonly subject?: string;
  readonly label?: Label;
  /** What is theirs, as the credential says it. */
  readonly claims: { readonly [name: string]: unknown };
};

export type Person = {
  /** By which the issuer knows them. */
  readonly subject: string;
  readonly name?: string;
  readonly roles: readonly Role[];
};
