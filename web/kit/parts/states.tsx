// What stands in the place of something: that it is loading, that there is none, or why not.

import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { kitWords } from '../look/kit-words.ts';
import { useWords } from '../look/words.ts';
import type { Meanwhile } from '../requests/meanwhile.ts';
import { problemOf } from '../requests/problem.ts';
import { ProblemNotice } from './answer.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

/** As high as what is to come, so that nothing jumps. */
export const Loading = ({ lines = 3 }: { readonly lines?: number }) => {
  const say = useWords(kitWords);
  return (
    <div className="loading" role="status" aria-label={say('loading')}>
      {Array.from({ length: lines }, (_, at) => (
        <span key={at} className="loading-line" />
      ))}
    </div>
  );
};

type EmptyOf = {
  readonly title: string;
  readonly icon?: IconName;
  readonly children?: ReactNode;
};

export const Empty = ({ title, icon = 'inbox', children }: EmptyOf) => (
  <div className="empty">
    <Icon name={icon} />
    <p>{title}</p>
    {children}
  </div>
);

type ReadOf<T> = {
  readonly of: UseQueryResult<T>;
  readonly lines?: number;
  readonly children: (data: T) => ReactNode;
};

/** What was read stays on the screen while the server is away; the frame says that it is. */
export const Read = <T,>({ of, lines, children }: ReadOf<T>) => {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (!of.isError) return <Loading {...(lines === undefined ? {} : { lines })} />;
  return <ProblemNotice problem={problemOf(of.error)} onRetry={() => void of.refetch()} />;
};

type ReadMeanwhileOf<T> = {
  readonly of: Meanwhile<T>;
  readonly lines?: number;
  readonly children: (data: T) => ReactNode;
};

/** The same of what another view stands in for, while its own cannot be read. */
export const ReadMeanwhile = <T,>({ of: { read, data }, children, ...of }: ReadMeanwhileOf<T>) =>
  data === undefined ? (
    <Read of={read} {...of}>
      {() => null}
    </Read>
  ) : (
    <>{children(data)}</>
  );
