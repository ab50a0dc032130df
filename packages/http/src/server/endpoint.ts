// An endpoint: a method, a full path, and what handles it.

import type { Work } from '@dure/access';
import type { Handle } from './exchange.ts';

export type Endpoint = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With its parameters in braces: `/lodging/accommodations/{orderId}`. */
  readonly path: string;
  readonly handle: Handle;
  /** What it does, for the limits; a read, where that is not said. */
  readonly work?: Work | undefined;
  /** Whose line it is, for the figures; nothing, where it belongs to all. */
  readonly business?: string | undefined;
};

export const get = (path: string, handle: Handle): Endpoint => ({ method: 'GET', path, handle });
export const post = (path: string, handle: Handle): Endpoint => ({ method: 'POST', path, handle });
