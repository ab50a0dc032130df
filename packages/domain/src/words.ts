// What is said to people, in both languages.

export type Words = { readonly ko: string; readonly en: string };
