// What the server says of a business. Types alone: nothing of the server is in the pages.

export type * from '@dure/http/described';
export type { InBoth } from '@dure/http/described';
