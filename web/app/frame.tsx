// What stands around every page: where one is, who one is, where one may go, and whether the server
// can be reached.

import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useLabel, useWords } from '../kit/look/words.ts';
import { useRoute } from '../kit/look/route.ts';
import { Icon } from '../kit/parts/icon.tsx';
import { Link } from '../kit/parts/link.tsx';
import { useConnection } from '../kit/requests/connection.ts';
import { useVisit } from '../kit/requests/who.tsx';
import type { Session } from '../kit/requests/who.tsx';
import type { BusinessPage } from '../kit/registry.ts';
import { Menu } from './menu.tsx';
import { appWords } from './words.ts';

export const Bare = ({ children }: { readonly children: ReactNode }) => (
  <main className="bare">{children}</main>
);

/** It says so at once, and what is shown stays. */
const ConnectionBar = () => {
  const say = useWords(appWords);
  const isReached = useConnection();
  return (
    <div role="status" className="connection" data-away={isReached ? undefined : ''}>
      {isReached ? null : (
        <>
          <Icon name="away" /> {say('away')}
        </>
      )}
    </div>
  );
};

const SkipLink = () => {
  const say = useWords(appWords);
  return (
    <a className="skip" href="#content">
      {say('skip')}
    </a>
  );
};

type StartOf = { readonly session: Session; readonly children: ReactNode };

export const StartFrame = ({ session, children }: StartOf) => {
  const say = useWords(appWords);
  return (
    <div className="frame">
      <SkipLink />
      <header className="top">
        <Link to="/" className="brand">
          <span className="brand-note" />
          {say('title')}
        </Link>
        <Menu session={session} business={undefined} />
      </header>
      <ConnectionBar />
      <main id="content">{children}</main>
    </div>
  );
};

type FrameOf = {
  readonly session: Session;
  readonly pages: readonly BusinessPage[];
  readonly isWide: boolean;
  readonly children: ReactNode;
};

const Navigation = ({ pages }: Pick<FrameOf, 'pages'>) => {
  const say = useWords(appWords);
  const { business } = useVisit();
  const { path } = useRoute();
  const label = useLabel();
  const below = path.slice(business.name.length + 2);
  const links = useRef<HTMLElement>(null);
  // Where more pages than fit are moved under the finger, the one that is open is among those seen.
  useEffect(() => {
    const here = links.current?.querySelector('a:has([data-here])');
    here?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [below]);
  return (
    <nav className="nav" aria-label={say('navigation')} ref={links}>
      {pages.map((page) => (
        <Link key={page.path} to={`/${business.name}${page.path === '' ? '' : `/${page.path}`}`}>
          <Icon name={page.icon ?? 'list'} />
          <span data-here={isWithin(page.path, below) ? '' : undefined}>
            {page.label ? label(page.label) : page.path}
          </span>
        </Link>
      ))}
    </nav>
  );
};

const isWithin = (path: string, below: string): boolean =>
  path === '' ? below === '' : below === path || below.startsWith(`${path}/`);

export const Frame = ({ session, pages, isWide, children }: FrameOf) => {
  const say = useWords(appWords);
  const label = useLabel();
  const { business } = useVisit();
  return (
    <div className="frame" data-wide={isWide ? '' : undefined} data-nav="">
      <SkipLink />
      <header className="top">
        <Link to="/" className="brand" label={say('toStart')}>
          <span className="brand-note" />
        </Link>
        <Link to={`/${business.name}`} className="top-name">
          {label(business.label)}
        </Link>
        <Menu session={session} business={business.name} />
      </header>
      {pages.length < 2 ? null : <Navigation pages={pages} />}
      <ConnectionBar />
      <main id="content">{children}</main>
    </div>
  );
};
