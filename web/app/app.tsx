// All pages: the start, and those of each business below its name.

import { useRoute } from '../kit/look/route.ts';
import { Loading } from '../kit/parts/states.tsx';
import { ProblemNotice } from '../kit/parts/answer.tsx';
import { problemOf } from '../kit/requests/problem.ts';
import { BusinessApp } from './business.tsx';
import { Start } from './start.tsx';
import { Boundary } from './boundary.tsx';
import { Bare } from './frame.tsx';
import { useSession } from './session.ts';

export const App = () => {
  const { path } = useRoute();
  const [, business = '', ...below] = path.replace(/\/+$/, '').split('/');
  return (
    <Boundary key={business}>
      <Entered business={business} path={below.join('/')} />
    </Boundary>
  );
};

const Entered = (of: { readonly business: string; readonly path: string }) => {
  const session = useSession();
  if (session.data === undefined) {
    return (
      <Bare>
        {session.isError ? (
          <ProblemNotice
            problem={problemOf(session.error)}
            onRetry={() => void session.refetch()}
          />
        ) : (
          <Loading />
        )}
      </Bare>
    );
  }
  if (of.business === '') return <Start session={session.data} />;
  return <BusinessApp name={of.business} path={of.path} session={session.data} />;
};
