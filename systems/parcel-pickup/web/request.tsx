// Requesting a pickup: what, where and when, and the fee before it is requested.

import { useId } from 'react';
import {
  Answer,
  Button,
  Card,
  Choice,
  go,
  Link,
  Loading,
  moneyIn,
  Notice,
  Page,
  placeNames,
  refusalIn,
  serverNow,
  textIn,
  timeIn,
  useClaim,
  useDraft,
  useLanguage,
  useList,
  usePreview,
  useVisit,
  useWish,
  useWords,
} from '@dure/web/kit';
import type { Language, Row, Wanted, WishState } from '@dure/web/kit';
import { parcelTypes } from './parcel.tsx';
import type { ParcelType } from './parcel.tsx';
import { openStatuses } from './steps.ts';
import { pickupWords } from './words.ts';
import './pickup.css';

const MINUTE_MS = 60_000;
const SLOT_MS = 10 * MINUTE_MS;
const WINDOW_MS = 30 * MINUTE_MS;

/** In minutes from now: pickups are on demand, and within two hours. */
const starts = ['0', '30', '60', '90'] as const;

type Start = (typeof starts)[number];

/** Rounded down to ten minutes, so that the same choice is the same request for a while. */
const windowOf = (start: Start) => {
  const fromMs = Math.floor(serverNow() / SLOT_MS) * SLOT_MS + Number(start) * MINUTE_MS;
  const [wishedFrom, wishedTo] = [fromMs, fromMs + WINDOW_MS].map((ms) =>
    new Date(ms).toISOString(),
  );
  return { wishedFrom: wishedFrom ?? '', wishedTo: wishedTo ?? '' };
};

type Filled = {
  readonly parcelType: ParcelType;
  readonly location: string;
  readonly address: string;
  readonly contactTel: string;
  readonly start: Start;
};

const empty: Filled = {
  parcelType: '10KG_UNDER',
  location: '',
  address: '',
  contactTel: '',
  start: '0',
};

const bodyOf = ({ start, ...filled }: Filled, tel: string) => ({
  tel,
  ...Object.fromEntries(
    Object.entries(filled).flatMap(([name, text]) =>
      text.trim() === '' ? [] : [[name, text.trim()] as const],
    ),
  ),
  ...(start === '0' ? {} : windowOf(start)),
});

const useRequest = () => {
  const tel = useClaim('tel') ?? '';
  const { home } = useVisit();
  const [filled, setFilled] = useDraft({ name: 'request', start: empty });
  const set = (changed: Partial<Filled>): void => setFilled((old) => ({ ...old, ...changed }));
  const isPlaced = filled.location.trim() !== '';
  const wanted: Wanted | undefined = isPlaced
    ? { target: `${home}/pickupcalls`, body: bodyOf(filled, tel) }
    : undefined;
  return { filled, set, wanted };
};

type FormOf = Pick<ReturnType<typeof useRequest>, 'filled' | 'set'>;

type TextOf = {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly list?: string;
  readonly type?: 'text' | 'tel';
  readonly isOptional?: boolean;
  readonly mistake?: string | undefined;
  readonly onChange: (value: string) => void;
};

const TextField = ({ label, hint, value, list, type = 'text', ...of }: TextOf) => {
  const say = useWords(pickupWords);
  return (
    <label className="filter">
      <span>
        {label} {of.isOptional ? <i className="faint">({say('optional')})</i> : null}
      </span>
      <input
        type={type}
        list={list}
        value={value}
        placeholder={hint}
        autoComplete="off"
        aria-invalid={of.mistake === undefined ? undefined : true}
        onChange={({ target }) => of.onChange(target.value)}
      />
      {of.mistake === undefined ? null : <span className="mistake">{of.mistake}</span>}
    </label>
  );
};

type WhereOf = FormOf & { readonly mistakes: { readonly [field: string]: string } };

const Where = ({ filled, set, mistakes }: WhereOf) => {
  const say = useWords(pickupWords);
  const places = useId();
  return (
    <>
      <TextField
        label={say('place')}
        hint={say('placeHint')}
        value={filled.location}
        list={places}
        mistake={mistakes['location']}
        onChange={(location) => set({ location })}
      />
      <datalist id={places}>
        {placeNames.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <TextField
        label={say('address')}
        hint={say('addressHint')}
        value={filled.address}
        isOptional
        mistake={mistakes['address']}
        onChange={(address) => set({ address })}
      />
      <TextField
        label={say('contact')}
        hint={say('contactHint')}
        type="tel"
        value={filled.contactTel}
        isOptional
        mistake={mistakes['contactTel']}
        onChange={(contactTel) => set({ contactTel })}
      />
    </>
  );
};

const What = ({ filled, set }: FormOf) => {
  const say = useWords(pickupWords);
  return (
    <Choice
      legend={say('parcelType')}
      options={parcelTypes.map((one) => [one, say(one)])}
      chosen={filled.parcelType}
      onChange={(parcelType) => set({ parcelType })}
    />
  );
};

const When = ({ filled, set }: FormOf) => {
  const say = useWords(pickupWords);
  const language = useLanguage();
  const { timeZone } = useVisit().business;
  const nameOf = (start: Start): string => {
    if (start === '0') return say('rightNow');
    const { wishedFrom, wishedTo } = windowOf(start);
    const [from, to] = [wishedFrom, wishedTo].map((at) => timeIn(language, at, timeZone));
    return say('span', { from: from ?? '', to: to ?? '' });
  };
  return (
    <Choice
      legend={say('when')}
      options={starts.map((start) => [start, nameOf(start)])}
      chosen={filled.start}
      onChange={(start) => set({ start })}
    />
  );
};

/** The server names the fee, or says why it would not take the parcel. */
const useFee = (wanted: Wanted | undefined) => {
  const language = useLanguage();
  const preview = usePreview(wanted).data;
  if (wanted === undefined || !preview) return { price: '', why: undefined };
  const fee = preview.amounts.find(({ field }) => field === 'cost')?.amount;
  const refusal = refusalIn(preview);
  // A place that is half written is no mistake yet.
  const why = refusal?.rejection === 'Invalid' ? undefined : refusal?.[language];
  return { price: fee === undefined ? '' : moneyIn(language, fee), why };
};

const Fee = ({ price, why }: ReturnType<typeof useFee>) => {
  const say = useWords(pickupWords);
  return (
    <p className="pickup-fee" aria-live="polite">
      <span className="faint">{say('fee')}</span>{' '}
      {price === '' ? <span className="faint">{why ?? say('whereFirst')}</span> : <b>{price}</b>}
    </p>
  );
};

/** What is mistaken is said at its field, once it was sent. */
const mistakesOf = (state: WishState, language: Language): { readonly [field: string]: string } => {
  if (state.is !== 'refused') return {};
  const { mistakes = [] } = state.problem;
  return Object.fromEntries(mistakes.map((mistake) => [mistake.path, mistake[language]]));
};

const RequestForm = () => {
  const say = useWords(pickupWords);
  const { business } = useVisit();
  const { filled, set, wanted } = useRequest();
  const fee = useFee(wanted);
  const wish = useWish();
  const mistakes = mistakesOf(wish.state, useLanguage());
  const hasMistakes = ['location', 'address', 'contactTel'].some((name) => name in mistakes);
  const send = async (): Promise<void> => {
    const answer = wanted && (await wish.send(wanted));
    const key = answer?.location?.split('/').at(-1);
    // The way back does not lead to a form that was sent.
    if (key !== undefined) go(`/${business.name}/my/${key}`, { replace: true });
  };
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <What filled={filled} set={set} />
      <Where filled={filled} set={set} mistakes={mistakes} />
      <When filled={filled} set={set} />
      <Fee {...fee} />
      {hasMistakes ? null : <Answer state={wish.state} onRetry={() => void send()} />}
      <Button
        type="submit"
        tone="main"
        isWide
        isDisabled={wanted === undefined}
        isBusy={wish.state.is === 'underWay'}
      >
        {fee.price === '' ? say('askPlain') : say('askFor', { fee: fee.price })}
      </Button>
    </form>
  );
};

const UnderWay = ({ row }: { readonly row: Row }) => {
  const say = useWords(pickupWords);
  const { business } = useVisit();
  return (
    <>
      <Notice tone="info" title={say('underWay')}>
        {say('underWayHelp')}
      </Notice>
      <Link to={`/${business.name}/my/${textIn(row, 'pickupId')}`} className="button">
        {say('see')}
      </Link>
    </>
  );
};

export const RequestPage = () => {
  const say = useWords(pickupWords);
  const open = useList('pickupcalls', { status: openStatuses, size: 1 });
  const [row] = open.data?.rows ?? [];
  return (
    <Page title={say('request')} lead={say('requestLead')}>
      {open.isPending ? <Loading lines={5} /> : null}
      {row ? <UnderWay row={row} /> : null}
      {row || open.isPending ? null : (
        <Card>
          <RequestForm />
        </Card>
      )}
    </Page>
  );
};
