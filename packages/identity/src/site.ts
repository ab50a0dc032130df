// What the parts of a sign-in share: the settings, the keys, and where the gateway is.

import type { KeySource } from '@dure/access/tokens';
import type { SignInSettings } from './settings.ts';

export type Site = {
  readonly settings: SignInSettings;
  readonly keys: KeySource;
  /** The path below which the gateway is served: `/dure`, or nothing. */
  readonly base: string;
  /** Whether browsers reach it over https. */
  readonly isHttps: boolean;
  readonly now: () => number;
  /** Called with what went wrong, without anything of the person. */
  readonly report: (what: string, cause: unknown) => void;
};
