// A courier's duty. They read no list of couriers: how they stand, and whether they may go, the
// server says by what going off duty would do.

import { useEffect, useId } from 'react';
import {
  Answer,
  Badge,
  Button,
  Card,
  Icon,
  placeNames,
  refusalIn,
  useClaim,
  useDraft,
  useLabel,
  usePreview,
  useVisit,
  useWish,
  useWords,
} from '@dure/web/kit';
import type { Preview } from '@dure/web/kit';
import { courierTone, POOL } from './parcel.tsx';
import { pickupWords } from './words.ts';

const OFF = '휴무';

const useDuty = (changedAt: number) => {
  const { home } = useVisit();
  const workerid = useClaim('workerid') ?? '';
  const target = (slug: string): string =>
    `${home}/courierPools/${encodeURIComponent(POOL)}/${slug}`;
  const preview = usePreview({ target: target('go-off-duty'), body: { workerid } });
  const { refetch } = preview;
  // What became of their pickups has changed how they stand.
  useEffect(() => void refetch(), [changedAt, refetch]);
  return { standing: preview.data, workerid, target };
};

type HereOf = { readonly value: string; readonly onChange: (value: string) => void };

const Here = ({ value, onChange }: HereOf) => {
  const say = useWords(pickupWords);
  const places = useId();
  return (
    <label className="filter">
      <span>{say('here')}</span>
      <input
        value={value}
        list={places}
        placeholder={say('placeHint')}
        autoComplete="off"
        onChange={({ target }) => onChange(target.value)}
      />
      <datalist id={places}>
        {placeNames.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </label>
  );
};

type GoOf = { readonly duty: ReturnType<typeof useDuty>; readonly isOff: boolean };

/** Whoever goes on duty says where they are; whoever moves says it again. */
const Position = ({ duty, isOff }: GoOf) => {
  const say = useWords(pickupWords);
  const [location, setLocation] = useDraft({ name: 'position', start: '' });
  const wish = useWish();
  const isNamed = location.trim() !== '';
  const send = async (): Promise<void> => {
    if (!isNamed) return;
    const target = duty.target(isOff ? 'go-on-duty' : 'report-position');
    const body = { workerid: duty.workerid, location: location.trim() };
    if (await wish.send({ target, body })) setLocation('');
  };
  return (
    <form
      className="duty-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Here value={location} onChange={setLocation} />
      <Button
        type="submit"
        tone={isOff ? 'main' : 'plain'}
        isDisabled={!isNamed}
        isBusy={wish.state.is === 'underWay'}
      >
        {say(isOff ? 'onDuty' : 'report')}
      </Button>
      <Answer state={wish.state} onRetry={() => void send()} />
    </form>
  );
};

type LeaveOf = { readonly duty: ReturnType<typeof useDuty>; readonly standing: Preview };

const Leave = ({ duty, standing }: LeaveOf) => {
  const say = useWords(pickupWords);
  const wish = useWish();
  const why = useId();
  const { workerid } = duty;
  const isBusy = refusalIn(standing) !== undefined;
  const send = (): void =>
    void wish.send({ target: duty.target('go-off-duty'), body: { workerid } });
  return (
    <div className={isBusy ? 'closed-action' : 'action'}>
      <Button
        isDisabled={isBusy}
        isBusy={wish.state.is === 'underWay'}
        {...(isBusy ? { describedBy: why } : {})}
        onPress={send}
      >
        {isBusy ? <Icon name="lock" /> : null} {say('offDuty')}
      </Button>
      {isBusy ? (
        <p id={why} className="faint">
          {say('busy')}
        </p>
      ) : null}
      <Answer state={wish.state} onRetry={send} />
    </div>
  );
};

/** @param of changes whenever the pickups of the courier have. */
export const Duty = ({ of }: { readonly of: number }) => {
  const say = useWords(pickupWords);
  const label = useLabel();
  const duty = useDuty(of);
  const { standing } = duty;
  const before = standing?.state?.before;
  if (!standing || !before) return null;
  const isOff = before.status === OFF;
  return (
    <Card>
      <div className="row-title">
        <h2>{say('duty')}</h2>
        <Badge tone={courierTone(before.status)}>{label(before.label)}</Badge>
      </div>
      <div className="duty">
        <Position key={String(isOff)} duty={duty} isOff={isOff} />
        {isOff ? null : <Leave duty={duty} standing={standing} />}
      </div>
    </Card>
  );
};
