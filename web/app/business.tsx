// The pages of one business for one person: its own, the console's, and those made from its wall.

import { Suspense, useEffect, useMemo, useRef } from 'react';
import type { Described } from '../kit/described.ts';
import { useLabel, useWords } from '../kit/look/words.ts';
import { Link } from '../kit/parts/link.tsx';
import { Page } from '../kit/parts/page.tsx';
import { Empty, Loading } from '../kit/parts/states.tsx';
import { ProblemNotice } from '../kit/parts/answer.tsx';
import { findPage, isFor } from '../kit/registry.ts';
import type { BusinessPages } from '../kit/registry.ts';
import { onReturn } from '../kit/requests/connection.ts';
import { base } from '../kit/requests/place.ts';
import { problemOf } from '../kit/requests/problem.ts';
import { useVisit, VisitProvider } from '../kit/requests/who.tsx';
import type { Role, Session, Visit } from '../kit/requests/who.tsx';
import { madePages } from '../made/pages.tsx';
import { Boundary } from './boundary.tsx';
import { useDescribed } from './described.ts';
import { Bare, Frame, StartFrame } from './frame.tsx';
import { usePages } from './registry.ts';
import { useRole } from './session.ts';
import { appWords } from './words.ts';

type Of = { readonly name: string; readonly path: string; readonly session: Session };

export const BusinessApp = ({ name, path, session }: Of) => {
  const role = useRole(name, session.roles);
  const described = useStanding(name);
  const pages = usePages(name, role?.actor ?? '');
  if (described.isError && (described.data === undefined || isGone(described.error))) {
    return <NoBusiness {...{ name, session, cause: described.error }} />;
  }
  if (!described.data || !pages.data) {
    return (
      <Bare>
        <Loading lines={5} />
      </Bare>
    );
  }
  return <Visited {...{ path, session, role }} business={described.data} pages={pages.data} />;
};

const NOT_FOUND = 404;

const isGone = (cause: unknown): boolean => problemOf(cause).status === NOT_FOUND;

const AGAIN_MS = 3_000;

/** A server that was away may have come back without the business, and with it later. */
const useStanding = (name: string) => {
  const described = useDescribed(name);
  const { refetch } = described;
  const isMissing = described.isError && isGone(described.error);
  const wasMissing = useRef(false);
  useEffect(() => {
    // Who one is in it is asked anew, too.
    if (described.isSuccess && wasMissing.current) location.reload();
    wasMissing.current ||= isMissing;
  }, [described.isSuccess, isMissing]);
  useEffect(() => onReturn(() => void refetch()), [refetch]);
  useEffect(() => {
    if (!isMissing) return undefined;
    const timer = setInterval(() => void refetch({ cancelRefetch: false }), AGAIN_MS);
    return () => clearInterval(timer);
  }, [isMissing, refetch]);
  return described;
};

const NoBusiness = (of: Pick<Of, 'name' | 'session'> & { readonly cause: unknown }) => {
  const say = useWords(appWords);
  const problem = problemOf(of.cause);
  return (
    <StartFrame session={of.session}>
      {isGone(of.cause) ? (
        <Page title={say('noBusiness', { name: of.name })}>
          <Link to="/" className="button">
            {say('toStart')}
          </Link>
        </Page>
      ) : (
        <ProblemNotice problem={problem} onRetry={() => location.reload()} />
      )}
    </StartFrame>
  );
};

type VisitedOf = {
  readonly path: string;
  readonly session: Session;
  readonly role: Role | undefined;
  readonly business: Described;
  readonly pages: BusinessPages;
};

const visitOf = (business: Described, role: Role | undefined, session: Session): Visit => ({
  business,
  home: `${base}/${business.name}`,
  actor: role?.actor ?? '',
  role,
  as: session.signIn === 'token' ? undefined : role?.persona,
});

const Visited = ({ path, session, role, business, pages }: VisitedOf) => {
  const visit = useMemo(() => visitOf(business, role, session), [business, role, session]);
  useEffect(() => {
    document.documentElement.style.setProperty('--hue', String(pages.hue));
  }, [pages.hue]);
  if (session.signIn === 'browser' && session.person === null) return <SignIn session={session} />;
  return (
    // Another person begins with nothing of what the one before has seen or written.
    <VisitProvider key={[session.person?.subject, visit.as].join(' ')} visit={visit}>
      <Shown {...{ path, session, pages }} />
    </VisitProvider>
  );
};

const SignIn = ({ session }: { readonly session: Session }) => {
  const say = useWords(appWords);
  const { signIn } = session._links;
  const here = location.pathname + location.search;
  return (
    <StartFrame session={session}>
      <Page title={say('signInFirst')} lead={say('signInHelp')}>
        <a
          className="button"
          data-tone="main"
          href={`${signIn?.href ?? '/'}?to=${encodeURIComponent(here)}`}
        >
          {say('signIn')}
        </a>
      </Page>
    </StartFrame>
  );
};

const Shown = ({ path, session, pages }: Pick<VisitedOf, 'path' | 'session' | 'pages'>) => {
  const visit = useVisit();
  const all = useMemo(() => [...pages.pages, ...madePages(visit, pages.pages)], [pages, visit]);
  const found = findPage(all, { path, actor: visit.actor });
  const navigation = all.filter(
    (page) => page.label && page.isBare !== true && isFor(page, visit.actor),
  );
  const content = (
    <Boundary key={path}>
      <Suspense fallback={<Loading lines={6} />}>
        {found ? <found.page.Page params={found.params} /> : <NoPage />}
      </Suspense>
    </Boundary>
  );
  if (found?.page.isBare) return content;
  return (
    <Frame session={session} pages={navigation} isWide={found?.page.isWide ?? false}>
      {content}
    </Frame>
  );
};

const NoPage = () => {
  const say = useWords(appWords);
  const label = useLabel();
  const { role, business } = useVisit();
  return (
    <Empty title={say('notFound')} icon="search">
      <p className="faint">
        {role ? say('notYours', { acts: label(role.acts) }) : say('noRole')} {say('notYoursHelp')}
      </p>
      <Link to={`/${business.name}`} className="button">
        {say('toStart')}
      </Link>
    </Empty>
  );
};
