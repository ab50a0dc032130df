// Links within the pages, which open without loading anew; and everything that looks like them.

import type { MouseEvent, ReactNode } from 'react';
import { go, useRoute } from '../look/route.ts';
import { base } from '../requests/place.ts';

type Of = {
  readonly to: string;
  readonly className?: string;
  readonly label?: string;
  readonly replace?: boolean;
  readonly children: ReactNode;
};

/** Another button, or a key held down, opens a new window as everywhere. */
const isPlain = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

export const Link = ({ to, className, label, replace = false, children }: Of) => {
  const { path } = useRoute();
  const isHere = path === to.split('?', 1)[0];
  return (
    <a
      href={`${base}${to}`}
      className={className}
      aria-label={label}
      aria-current={isHere ? 'page' : undefined}
      onClick={(event) => {
        if (!isPlain(event)) return;
        event.preventDefault();
        go(to, { replace });
      }}
    >
      {children}
    </a>
  );
};
