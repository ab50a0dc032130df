// The lines by which a browser signs in and out, free of any server.

import type { Words } from '@dure/domain';

export type SignInRequest = {
  /** With its query: `/session/callback?code=…`. */
  readonly url: string;
  /** Where the browser has reached the gateway: `https://example.org`, with no path. */
  readonly origin: string;
  readonly cookie: string | undefined;
  readonly contentType: string | undefined;
  readonly body: string;
  readonly csrf: string | undefined;
  /** Whether a page of another site has sent it. */
  readonly isForeign: boolean;
};

export type SignInAnswer =
  | {
      readonly is: 'answer';
      readonly http: number;
      readonly body?: object;
      readonly location?: string;
      readonly cookies?: readonly string[];
    }
  /** It went wrong, and the person is to read why. */
  | { readonly is: 'refused'; readonly http: 400 | 403 | 502 | 503; readonly words: Words };

export type SignInLine = {
  readonly method: 'GET' | 'POST';
  /** Below the base path of the gateway: `/session/callback`. */
  readonly path: string;
  /** Never throws for what a client sent. */
  readonly handle: (request: SignInRequest) => Promise<SignInAnswer>;
};
