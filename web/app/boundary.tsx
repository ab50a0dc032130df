// Where a page breaks, the others go on: it says so, and can be opened anew.

import { Component } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../kit/parts/button.tsx';
import { Empty } from '../kit/parts/states.tsx';
import { useWords } from '../kit/look/words.ts';
import { appWords } from './words.ts';

type Of = { readonly children: ReactNode };
type State = { readonly cause: unknown };

export class Boundary extends Component<Of, State> {
  override state: State = { cause: undefined };

  static getDerivedStateFromError(cause: unknown): State {
    return { cause: cause ?? 'unknown' };
  }

  override render(): ReactNode {
    return this.state.cause === undefined ? this.props.children : <Broken />;
  }
}

const Broken = () => {
  const say = useWords(appWords);
  return (
    <main className="bare" role="alert">
      <Empty title={say('broken')} icon="warn">
        <p className="faint">{say('brokenHelp')}</p>
        <Button tone="main" onPress={() => location.reload()}>
          {say('reload')}
        </Button>
      </Empty>
    </main>
  );
};
