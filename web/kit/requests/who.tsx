// The business and the person that a page is for.

import { createContext, use } from 'react';
import type { ReactNode } from 'react';
import type { Described, InBoth } from '../described.ts';
import type { As } from './request.ts';

/** A role that the visitor may take in a business, as `GET /session` says it. */
export type Role = {
  readonly business: string;
  /** As a request names it: `Customer:customer-2`. */
  readonly persona: string;
  readonly actor: string;
  readonly subject: string;
  readonly acts: InBoth;
  readonly name: InBoth;
  /** The ids that are theirs, by claim. */
  readonly owns: { readonly [claim: string]: readonly string[] };
};

export type Session = {
  /** - `none`: the house is open, and anyone may take any role. */
  readonly signIn: 'none' | 'browser' | 'token';
  readonly person: { readonly subject: string; readonly name: string } | null;
  readonly csrf: string | null;
  readonly roles: readonly Role[];
  readonly _links: { readonly [relation: string]: { readonly href: string } };
};

export type Visit = {
  readonly business: Described;
  /** Where its pages and its resources are: `/lodging`. */
  readonly home: string;
  /** Who looks, by the name of the actor on the wall; '' where no one has a role here. */
  readonly actor: string;
  readonly role: Role | undefined;
  readonly as: As;
};

const VisitContext = createContext<Visit | undefined>(undefined);

export const VisitProvider = (of: { readonly visit: Visit; readonly children: ReactNode }) => (
  <VisitContext value={of.visit}>{of.children}</VisitContext>
);

/** @throws outside of a business. */
export const useVisit = (): Visit => {
  const visit = use(VisitContext);
  if (!visit) throw new Error('This is no page of a business.');
  return visit;
};

export const claimIn = ({ role }: Visit, claim: string): string | undefined =>
  role?.owns[claim]?.[0];

/** What proves whose it is: `useClaim('usrId')` is `customer-2`. */
export const useClaim = (claim: string): string | undefined => claimIn(useVisit(), claim);
