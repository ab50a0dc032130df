// What stands above the wall while something is wrong with it: how much is parked, what is away.

import { useWords } from '../kit/look/words.ts';
import { Notice } from '../kit/parts/answer.tsx';
import { Link } from '../kit/parts/link.tsx';
import { useVisit } from '../kit/requests/who.tsx';
import { useContextLabel } from './label.ts';
import { useOps } from './ops.ts';
import { wallWords } from './words.ts';

type ServiceRow = { readonly context: string; readonly readiness: string };

const useAway = (): readonly string[] => {
  const { data } = useOps<{ readonly services: readonly ServiceRow[] }>('services');
  const contextOf = useContextLabel();
  const away = data?.services.filter(({ readiness }) => readiness !== 'up') ?? [];
  return away.map(({ context }) => contextOf(context));
};

type Of = { readonly parked: ReadonlyMap<string, number> };

export const Stuck = ({ parked }: Of) => {
  const say = useWords(wallWords);
  const { business } = useVisit();
  const away = useAway();
  const count = [...parked.values()].reduce((sum, one) => sum + one, 0);
  return (
    <>
      {away.length === 0 ? null : (
        <Notice tone="bad" title={say('awayNow', { who: away.join(', ') })}>
          <Link to={`/${business.name}/services`}>{say('services')}</Link>
        </Notice>
      )}
      {count === 0 ? null : (
        <Notice tone="warn" title={say('parkedHere', { count })}>
          <Link to={`/${business.name}/parked`}>{say('parked')}</Link>
        </Notice>
      )}
    </>
  );
};
