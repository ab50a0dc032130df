// A place and the stay in it: the price before anything is paid, what cancelling costs, and paying.

import { useState } from 'react';
import {
  Answer,
  Button,
  Card,
  CardChoice,
  Day,
  Facts,
  go,
  Money,
  moneyIn,
  numberIn,
  Page,
  Read,
  Section,
  textIn,
  useClaim,
  useLanguage,
  useRow,
  useVisit,
  useWish,
  useWords,
} from '@dure/web/kit';
import type { CardToken, PageOf, Row } from '@dure/web/kit';
import { priceOf, useAsked } from './asked.ts';
import type { Asked } from './asked.ts';
import { PlacePicture } from './search.tsx';
import { lodgingWords } from './words.ts';

type Of = { readonly row: Row; readonly asked: Asked };

const Terms = ({ row }: { readonly row: Row }) => {
  const say = useWords(lodgingWords);
  return (
    <Section title={say('policy')}>
      <ul className="terms">
        <li>{say('policyBefore')}</li>
        <li>{say('policyFree', { days: numberIn(row, 'freeCancelDays') ?? 0 })}</li>
        <li>{say('policyFee')}</li>
      </ul>
    </Section>
  );
};

const useReserving = ({ row, asked }: Of, cardToken: string) => {
  const { home } = useVisit();
  const usrId = useClaim('usrId');
  const wish = useWish();
  const amount = priceOf(asked, numberIn(row, 'pricePerNight') ?? 0);
  const send = async (): Promise<void> => {
    const stay = { strDt: asked.from, endDt: asked.to, qty: asked.rooms };
    const body = { placeId: textIn(row, 'placeId'), usrId, ...stay, amount, cardToken };
    const answer = await wish.send({ target: `${home}/accommodations`, body });
    const id = answer?.location?.split('/').at(-1);
    // The way back leads to the search, not to a form that was paid.
    if (answer) go(`/lodging/stays${id === undefined ? '' : `/${id}`}`, { replace: true });
  };
  return { wish, amount, send };
};

const Paying = ({ row, asked }: Of) => {
  const say = useWords(lodgingWords);
  const language = useLanguage();
  const [card, setCard] = useState<CardToken>('card-0001');
  const { wish, amount, send } = useReserving({ row, asked }, card);
  const isBusy = wish.state.is === 'underWay' || wish.state.is === 'waiting';
  return (
    <>
      <CardChoice isHeldFirst card={card} onChange={setCard} />
      <Answer state={wish.state} onRetry={() => void send()} />
      <Button tone="main" isBusy={isBusy} isWide onPress={() => void send()}>
        {say('reserveAndPay', { price: moneyIn(language, amount) })}
      </Button>
    </>
  );
};

const Reserving = ({ row, asked }: Of) => {
  const say = useWords(lodgingWords);
  const perNight = numberIn(row, 'pricePerNight') ?? 0;
  return (
    <>
      <Card>
        <div className="reserve-head">
          <PlacePicture name={textIn(row, 'placeNm')} />
          <Facts
            of={[
              [say('checkIn'), <Day key="from" day={asked.from} />],
              [say('checkOut'), <Day key="to" day={asked.to} />],
              [say('rooms'), say('stayOf', { nights: asked.nights, rooms: asked.rooms })],
              [say('total'), <Money key="total" won={priceOf(asked, perNight)} />],
            ]}
          />
        </div>
      </Card>
      {asked.nights === 0 ? (
        <p className="mistake" role="alert">
          {say('badDates')}
        </p>
      ) : (
        <Paying row={row} asked={asked} />
      )}
      <Terms row={row} />
    </>
  );
};

export const Reserve = ({ params }: PageOf) => {
  const say = useWords(lodgingWords);
  const { asked } = useAsked();
  const place = useRow(`places/${params['placeId'] ?? ''}`);
  return (
    <Page title={place.data ? textIn(place.data, 'placeNm') : say('reserve')} backTo="/lodging">
      <Read of={place} lines={5}>
        {(row) => <Reserving row={row} asked={asked} />}
      </Read>
    </Page>
  );
};
