// A line of the server: a method, a full path, and who handles it.

import type { Handle } from './exchange.ts';

export type Line = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With its parameters in braces: `/lodging/accommodations/{orderId}`. */
  readonly path: string;
  readonly handle: Handle;
};

export const get = (path: string, handle: Handle): Line => ({ method: 'GET', path, handle });
export const post = (path: string, handle: Handle): Line => ({ method: 'POST', path, handle });
