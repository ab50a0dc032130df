// Statements about types, which fail to compile where they are not so.

/** Whether two types are the same, and not only assignable to one another. */
export type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** `holds<Equal<typeof price, number>>()` */
export const holds = <Statement extends true>(_statement?: Statement): void => undefined;
