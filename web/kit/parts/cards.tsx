// The card that a person pays with. No real card is ever written into these pages: there are those
// of the simulated network, of which one knows beforehand what each does.

import { kitWords } from '../look/kit-words.ts';
import { useWords } from '../look/words.ts';
import { Choice } from './choice.tsx';

const cards = [
  ['card-0001', 'cardGood'],
  ['card-0002', 'cardLimit'],
  ['card-0009', 'cardSlow'],
  ['card-0004', 'cardExpires'],
] as const;

/** It only matters where an amount is held first and taken later. */
const EXPIRES = 'card-0004';

export type CardToken = (typeof cards)[number][0];

type Of = {
  readonly card: CardToken;
  readonly onChange: (card: CardToken) => void;
  /** Whether the amount is held on the card, and taken when all else is done. */
  readonly isHeldFirst?: boolean;
};

export const CardChoice = ({ card, onChange, isHeldFirst = false }: Of) => {
  const say = useWords(kitWords);
  const shown = cards.filter(([value]) => isHeldFirst || value !== EXPIRES);
  return (
    <Choice
      isStacked
      legend={say('card')}
      options={shown.map(([value, key]) => [value, say(key)])}
      chosen={card}
      onChange={onChange}
    />
  );
};
