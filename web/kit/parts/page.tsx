// What every page is: a title that is read first, a way back, and its parts below.

import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { goBack } from '../look/route.ts';
import { kitWords } from '../look/kit-words.ts';
import { useWords } from '../look/words.ts';
import { Icon } from './icon.tsx';
import { OnePlace } from './one-place.tsx';

type Of = {
  readonly title: string;
  readonly lead?: ReactNode;
  /** Where one goes back to, if one came from elsewhere. */
  readonly backTo?: string;
  /** Beside the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

/** Moves the reading of a screen reader to the new page, and names the window. */
const useTitle = (title: string) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · 두레 Dure`;
  }, [title]);
  useEffect(() => {
    // Where the page was opened by a link of it; a first visit reads from the top.
    if (history.state !== null) heading.current?.focus({ preventScroll: true });
  }, []);
  return heading;
};

export const Page = ({ title, lead, backTo, actions, children }: Of) => {
  const heading = useTitle(title);
  const say = useWords(kitWords);
  return (
    <div className="page">
      <header className="page-head">
        {backTo === undefined ? null : (
          <button type="button" className="icon-button" onClick={() => goBack(backTo)}>
            <Icon name="back" label={say('back')} />
          </button>
        )}
        <div className="page-title">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead === undefined ? null : <p className="lead">{lead}</p>}
        </div>
        {actions === undefined ? null : <div className="page-actions">{actions}</div>}
      </header>
      <OnePlace>{children}</OnePlace>
    </div>
  );
};

type SectionOf = {
  readonly title?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

export const Section = ({ title, actions, children }: SectionOf) => (
  <section className="section">
    {title === undefined ? null : (
      <div className="section-head">
        <h2>{title}</h2>
        {actions}
      </div>
    )}
    {children}
  </section>
);

export const Card = (of: { readonly children: ReactNode; readonly tone?: 'accent' }) => (
  <div className="card" data-tone={of.tone}>
    {of.children}
  </div>
);

/** Names and values, one below the other. */
export const Facts = ({ of }: { readonly of: readonly (readonly [string, ReactNode])[] }) => (
  <dl className="facts">
    {of.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

/** Two parts beside each other where there is room: the first is the wider one. */
export const Split = ({ children }: { readonly children: ReactNode }) => (
  <div className="split">{children}</div>
);
