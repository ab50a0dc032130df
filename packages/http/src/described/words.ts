// Words as people of a business read them.

/** In Korean and in English. */
export type InBoth = { readonly ko: string; readonly en: string };
