// Calling a taxi: from where, to where, which class, and the fare before it is called.

import {
  Answer,
  Button,
  Card,
  Choice,
  Page,
  go,
  moneyIn,
  problemOf,
  refusalIn,
  useClaim,
  useDraft,
  useLanguage,
  useList,
  usePreview,
  useVisit,
  useWish,
  useWords,
} from '@dure/web/kit';
import type { Wanted } from '@dure/web/kit';
import { taxiWords } from './words.ts';
import './taxi.css';

const classes = ['일반', '고급', '대형'] as const;

type TaxiClass = (typeof classes)[number];

type TextOf = {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

const TextField = ({ label, hint, value, onChange }: TextOf) => (
  <label className="filter">
    <span>{label}</span>
    <input value={value} placeholder={hint} onChange={({ target }) => onChange(target.value)} />
  </label>
);

type Foreseen = {
  readonly fare?: number | undefined;
  /** Why it would not be taken. */
  readonly whyNot?: string | undefined;
};

/** What cannot be read is refused without being decided. */
const refusedBy = ({ error, data }: ReturnType<typeof usePreview>) =>
  error ? problemOf(error) : data && refusalIn(data);

/** The server names the fare: it is asked what the call would do. */
const useForeseen = (wanted: Wanted | undefined): Foreseen => {
  const language = useLanguage();
  const preview = usePreview(wanted);
  const refusal = wanted && refusedBy(preview);
  if (refusal) return { whyNot: (refusal.mistakes?.[0] ?? refusal)[language] };
  if (wanted === undefined || preview.data === undefined) return {};
  return { fare: preview.data.amounts.find(({ field }) => field === 'cost')?.amount };
};

const useCall = () => {
  const tel = useClaim('tel') ?? '';
  const calls = useList('taxicalls', { size: 1 });
  const template = calls.data?.templates['request-call'];
  const [location, setFrom] = useDraft({ name: 'from', start: '' });
  const [destination, setTo] = useDraft({ name: 'to', start: '' });
  const [taxiClass, setClass] = useDraft<TaxiClass>({ name: 'class', start: '일반' });
  const from = location.trim();
  const to = destination.trim();
  const body = { tel, location: from, taxiClass, ...(to === '' ? {} : { destination: to }) };
  const wanted = template && from !== '' ? { target: template.target, body } : undefined;
  return { location, setFrom, destination, setTo, taxiClass, setClass, wanted };
};

const useSend = (wanted: Wanted | undefined) => {
  const { business } = useVisit();
  const wish = useWish();
  const send = async (): Promise<void> => {
    const answer = wanted && (await wish.send(wanted));
    const key = answer?.location?.split('/').at(-1);
    if (key !== undefined) go(`/${business.name}/my/${key}`);
  };
  return { wish, send };
};

type FieldsOf = { readonly call: ReturnType<typeof useCall> };

const Fields = ({ call }: FieldsOf) => {
  const say = useWords(taxiWords);
  return (
    <>
      <TextField
        label={say('from')}
        hint={say('fromHint')}
        value={call.location}
        onChange={call.setFrom}
      />
      <TextField label={say('to')} value={call.destination} onChange={call.setTo} />
      <Choice
        legend={say('taxiClass')}
        options={classes.map((one) => [one, say(one)])}
        chosen={call.taxiClass}
        onChange={call.setClass}
      />
    </>
  );
};

type FareOf = { readonly price: string; readonly whyNot: string | undefined };

const Fare = ({ price, whyNot }: FareOf) => {
  const say = useWords(taxiWords);
  const told = price === '' ? <span className="faint">{say('whereFirst')}</span> : <b>{price}</b>;
  return (
    <p className="fare" aria-live="polite">
      {whyNot === undefined ? (
        <>
          <span className="faint">{say('fare')}</span> {told}
        </>
      ) : (
        <span className="mistake">{whyNot}</span>
      )}
    </p>
  );
};

const CallForm = () => {
  const say = useWords(taxiWords);
  const language = useLanguage();
  const call = useCall();
  const { wish, send } = useSend(call.wanted);
  const { fare, whyNot } = useForeseen(call.wanted);
  const price = fare === undefined ? '' : moneyIn(language, fare);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Fields call={call} />
      {wish.state.is === 'refused' ? null : <Fare price={price} whyNot={whyNot} />}
      <Answer state={wish.state} onRetry={() => void send()} />
      <Button
        type="submit"
        tone="main"
        isWide
        isDisabled={call.wanted === undefined}
        isBusy={wish.state.is === 'underWay'}
      >
        {price === '' ? say('callPlain') : say('callNow', { fare: price })}
      </Button>
    </form>
  );
};

export const CallPage = () => {
  const say = useWords(taxiWords);
  return (
    <Page title={say('call')} lead={say('callLead')}>
      <Card>
        <CallForm />
      </Card>
    </Page>
  );
};
