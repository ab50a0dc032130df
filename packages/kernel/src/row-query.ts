// What is asked of the rows of a view: filters, order, and a page.

/** Comparisons are on the JSON value; `contains` finds a part of a text. */
export type Filter = {
  readonly field: string;
  readonly is: 'equal' | 'atLeast' | 'atMost' | 'contains';
  readonly value: string | number | boolean | null;
};

/** A row's place in an order: the value that it is sorted by, `at` or a field, and its id. */
export type RowCursor = {
  readonly by: string | number | boolean | null;
  readonly id: string;
};

/**
 * Texts are ordered and compared by code point, as the bytes of UTF-8 are; `contains` takes Latin
 * capitals and small letters for the same, and no others. Nothing (`null`, or no such field) comes
 * before truths and numbers, and these before texts; truths are ordered as 0 and 1. Rows have `at`.
 */
export type RowQuery = {
  /** `View@generation`. */
  readonly tag: string;
  /** All of them hold. */
  readonly filters: readonly Filter[];
  /** For a field, one of several values: `field in values`. All of them hold. */
  readonly anyOf: readonly { readonly field: string; readonly values: readonly string[] }[];
  /** A part of any text of the row; every row unless given. */
  readonly search?: string | undefined;
  /** By a field of the body, or by the last change (`undefined`); ties by id. */
  readonly sortBy?: string | undefined;
  readonly descending: boolean;
  /**
   * Only rows behind this place, in the same order: pages that neither repeat nor miss a row which
   * stays where it is, whatever else changes. The offset is counted from there.
   */
  readonly after?: RowCursor | undefined;
  readonly offset: number;
  readonly limit: number;
  /** Rows are counted up to so many; all of them unless given. */
  readonly countMax?: number | undefined;
};
