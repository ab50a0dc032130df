// What is said to a business, whatever the way in.

export type Row = { readonly [field: string]: unknown };

export type Said = {
  readonly command: string;
  /** By the names of the wall. */
  readonly fields: Row;
  /** Such as `Customer:customer-2`. */
  readonly as?: string;
  /** The client's key, under which it is done once. */
  readonly key?: string;
};
