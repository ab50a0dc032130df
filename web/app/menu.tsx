// Who one is, and what one has chosen for one's own eyes.

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { prefer, useLanguage, useScheme } from '../kit/look/preferences.ts';
import type { Scheme } from '../kit/look/preferences.ts';
import { go } from '../kit/look/route.ts';
import { useLabel, useWords } from '../kit/look/words.ts';
import { Button } from '../kit/parts/button.tsx';
import { Dialog } from '../kit/parts/dialog.tsx';
import { Icon } from '../kit/parts/icon.tsx';
import { forgetDrafts } from '../kit/requests/draft.ts';
import { request } from '../kit/requests/request.ts';
import type { Role, Session } from '../kit/requests/who.tsx';
import { chooseRole, useRole } from './session.ts';
import { appWords } from './words.ts';

type Of = { readonly session: Session; readonly business: string | undefined };

export const LanguageButton = () => {
  const say = useWords(appWords);
  const language = useLanguage();
  const other = language === 'ko' ? 'en' : 'ko';
  return (
    <button
      type="button"
      className="top-button"
      lang={other}
      onClick={() => {
        prefer({ language: other });
      }}
    >
      {say('language')}
    </button>
  );
};

const schemes = [
  ['auto', 'schemeAuto'],
  ['light', 'schemeLight'],
  ['dark', 'schemeDark'],
] as const;

const SchemeChoice = () => {
  const say = useWords(appWords);
  const scheme: Scheme = useScheme();
  return (
    <fieldset className="choices">
      <legend>{say('scheme')}</legend>
      {schemes.map(([value, key]) => (
        <label key={value}>
          <input
            type="radio"
            name="scheme"
            checked={scheme === value}
            onChange={() => prefer({ scheme: value })}
          />
          {say(key)}
        </label>
      ))}
    </fieldset>
  );
};

type RolesOf = { readonly roles: readonly Role[]; readonly now: Role | undefined };

const RoleChoice = ({ roles, now, onChosen }: RolesOf & { readonly onChosen: () => void }) => {
  const label = useLabel();
  const choose = (role: Role): void => {
    chooseRole(role.business, role.persona);
    onChosen();
    go(`/${role.business}`);
  };
  return (
    <div className="role-buttons">
      {roles.map((role) => (
        <button
          key={role.persona}
          type="button"
          className="role-button"
          aria-pressed={role.persona === now?.persona}
          onClick={() => choose(role)}
        >
          <b>{label(role.name)}</b>
          <span className="faint">{label(role.acts)}</span>
        </button>
      ))}
    </div>
  );
};

const SignOut = ({ session }: { readonly session: Session }) => {
  const say = useWords(appWords);
  const client = useQueryClient();
  const { signOut } = session._links;
  if (!signOut) return null;
  const leave = async (): Promise<void> => {
    const { location: to } = await request(signOut.href, { as: undefined, method: 'POST' });
    client.clear();
    forgetDrafts();
    location.assign(to ?? '/');
  };
  return <Button onPress={() => void leave()}>{say('signOut')}</Button>;
};

export const Menu = ({ session, business }: Of) => {
  const say = useWords(appWords);
  const label = useLabel();
  const [isOpen, setOpen] = useState(false);
  const roles = session.roles.filter((role) => role.business === business);
  const now = useRole(business ?? '', roles);
  return (
    <div className="top-menu">
      <LanguageButton />
      <button
        type="button"
        className="top-button"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <Icon name="person" />
        {now ? (
          <span>
            {label(now.name)} <span className="top-acts">{label(now.acts)}</span>
          </span>
        ) : (
          <span className="unseen">{say('settings')}</span>
        )}
      </button>
      {isOpen ? (
        <Dialog
          title={say(roles.length > 1 ? 'switchPerson' : 'settings')}
          onClose={() => setOpen(false)}
        >
          <RoleChoice roles={roles} now={now} onChosen={() => setOpen(false)} />
          <SchemeChoice />
          <SignOut session={session} />
        </Dialog>
      ) : null}
    </div>
  );
};
