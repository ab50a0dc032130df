// The first page: the businesses, and the people as whom one may enter them.

import { useLabel, useWords } from '../kit/look/words.ts';
import { go } from '../kit/look/route.ts';
import { Icon } from '../kit/parts/icon.tsx';
import { Link } from '../kit/parts/link.tsx';
import { Page } from '../kit/parts/page.tsx';
import { Read } from '../kit/parts/states.tsx';
import type { Role, Session } from '../kit/requests/who.tsx';
import { useBusinesses, useBusinessNames } from './described.ts';
import { StartFrame } from './frame.tsx';
import { usePages } from './registry.ts';
import { chooseRole } from './session.ts';
import { appWords } from './words.ts';

const SHOWN_MAX = 6;

const RoleButton = ({ role }: { readonly role: Role }) => {
  const label = useLabel();
  const enter = (): void => {
    chooseRole(role.business, role.persona);
    go(`/${role.business}`);
  };
  return (
    <button type="button" className="role-button" onClick={enter}>
      <b>{label(role.name)}</b>
      <span className="faint">{label(role.acts)}</span>
    </button>
  );
};

/** One of each kind first: the first customer, the first of the staff, then the others. */
const oneOfEach = (roles: readonly Role[]): readonly Role[] => {
  const first = roles.filter(
    (role, at) => roles.findIndex(({ actor }) => actor === role.actor) === at,
  );
  return [...first, ...roles.filter((role) => !first.includes(role))].slice(0, SHOWN_MAX);
};

type CardOf = { readonly name: string; readonly roles: readonly Role[] };

const BusinessCard = ({ name, roles }: CardOf) => {
  const label = useLabel();
  const pages = usePages(name, '');
  const title = useBusinessNames([name]).get(name);
  return (
    <li className="business-card" style={{ '--hue': pages.data?.hue ?? 60 } as object}>
      <Link to={`/${name}`} className="business-name">
        <Icon name={pages.data?.icon ?? 'list'} />
        <h2>{title ? label(title) : name}</h2>
        <Icon name="next" />
      </Link>
      <div className="role-buttons">
        {oneOfEach(roles).map((role) => (
          <RoleButton key={role.persona} role={role} />
        ))}
      </div>
    </li>
  );
};

export const Start = ({ session }: { readonly session: Session }) => {
  const say = useWords(appWords);
  const businesses = useBusinesses();
  return (
    <StartFrame session={session}>
      <Page title={say('motto')} lead={say('lead')}>
        <Read of={businesses} lines={6}>
          {(names) => (
            <ul className="business-cards">
              {names.map((name) => (
                <BusinessCard
                  key={name}
                  name={name}
                  roles={session.roles.filter(({ business }) => business === name)}
                />
              ))}
            </ul>
          )}
        </Read>
      </Page>
    </StartFrame>
  );
};
