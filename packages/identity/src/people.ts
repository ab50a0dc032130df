// The people of the demos, as the development issuer knows them: each by name, with their roles in
// every business; and for every business someone who has all of them.

import type { Role } from '@dure/access';
import type { Label } from '@dure/domain';
import type { Demo } from '@dure/rehearsal';

/** Someone who may sign in at the development issuer. */
export type KnownTo = {
  readonly subject: string;
  readonly label: Label;
  readonly roles: readonly (Role & { readonly business: string })[];
};

export type Cast = {
  readonly business: string;
  readonly label: Label;
  readonly personas: Demo['personas'];
};

const rolesOf = ({ business, personas }: Cast): KnownTo['roles'] =>
  personas.map(({ actor, subject, claims, label }) => ({
    business,
    actor,
    subject,
    claims,
    label,
  }));

const nameOf = ({ label, subject }: Role): string => label?.[0] ?? subject ?? '';

const slugOf = ({ business, actor, subject = '' }: KnownTo['roles'][number]): string =>
  `${business}.${actor}.${subject}`;

/** Those of one name are one person. */
const individuals = (casts: readonly Cast[]): readonly KnownTo[] => {
  const byName = Map.groupBy(casts.flatMap(rolesOf), nameOf);
  return [...byName.values()].flatMap((roles): readonly KnownTo[] => {
    const [first] = roles;
    if (!first) return [];
    return [{ subject: slugOf(first), label: first.label ?? ['', ''], roles }];
  });
};

const everyone = (cast: Cast): KnownTo => ({
  subject: `${cast.business}.everyone`,
  label: [`${cast.label[0]}: 모든 역할`, `${cast.label[1]}: every role`],
  roles: rolesOf(cast),
});

export const peopleOf = (casts: readonly Cast[]): readonly KnownTo[] => [
  ...individuals(casts),
  ...casts.filter(({ personas }) => personas.length > 0).map(everyone),
];
