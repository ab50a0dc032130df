// The switches of the demo: a part of the wall is down or slow, and one sees what becomes of the
// rest.

import { useLabel, useWords } from '../kit/look/words.ts';
import type { InBoth } from '../kit/described.ts';
import { Answer } from '../kit/parts/answer.tsx';
import { Page } from '../kit/parts/page.tsx';
import { Read } from '../kit/parts/states.tsx';
import { useVisit } from '../kit/requests/who.tsx';
import { ClockMover } from './clock.tsx';
import { useOperation, useOps } from './ops.ts';
import { wallWords } from './words.ts';
import './wall.css';

const choices = {
  context: ['none', 'slow', 'late', 'behind', 'down'],
  external: ['none', 'slow', 'late', 'down'],
} as const;

type Fault = (typeof choices)['context'][number];

type SwitchOf = {
  readonly name: string;
  readonly label: InBoth;
  readonly kind: 'context' | 'external';
  readonly fault: Fault;
};

const Switch = ({ name, label: of, kind, fault }: SwitchOf) => {
  const say = useWords(wallWords);
  const label = useLabel();
  const operation = useOperation();
  return (
    <fieldset className="card fault" data-fault={fault}>
      <legend>
        {label(of)} <span className="faint">{say(kind)}</span>
      </legend>
      <div className="ways">
        {choices[kind].map((choice) => (
          <button
            key={choice}
            type="button"
            aria-pressed={choice === fault}
            onClick={() => void operation.act('faults', { of: name, fault: choice })}
          >
            {say(choice)}
          </button>
        ))}
      </div>
      <Answer state={operation.wish.state} />
    </fieldset>
  );
};

export const FaultsPage = () => {
  const say = useWords(wallWords);
  const { business } = useVisit();
  const read = useOps<{ readonly faults: { readonly [of: string]: Fault } }>('faults');
  const parts = [
    ...business.contexts.map((one) => ({ ...one, kind: 'context' as const })),
    ...business.externals.map((one) => ({ ...one, kind: 'external' as const })),
  ];
  return (
    <Page title={say('faults')} lead={say('faultsLead')}>
      <ClockMover />
      <Read of={read}>
        {({ faults }) => (
          <div className="tasks">
            {parts.map(({ name, label, kind }) => (
              <Switch key={name} {...{ name, label, kind }} fault={faults[name] ?? 'none'} />
            ))}
          </div>
        )}
      </Read>
    </Page>
  );
};
