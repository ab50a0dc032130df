// A store belongs to one context, and is opened by no other.

import type { KernelOptions } from './api.ts';

/** @throws when the store is that of another context. */
export const checkOwner = ({ store, system, context }: KernelOptions): void => {
  const { owner } = store.identity;
  if (!owner || (owner.business === system.name && owner.context === context.name)) return;
  const [is, wanted] = [`${owner.business}/${owner.context}`, `${system.name}/${context.name}`];
  throw new Error(`The store belongs to ${is}; it cannot be that of ${wanted}.`);
};
