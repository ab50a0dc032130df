// The card that a person pays with. No real card is ever written into these pages: there are those
// of the simulated network, of which one knows beforehand what each does.

import { kitWords } from '../look/kit-words.ts';
import { useWords } from '../look/words.ts';
import { Choice } from './choice.tsx';

const cards = [
  ['card-0001', 'cardGood'],
  ['card-0002', 'cardLimit'],
  ['card-0009', 'cardSlow'],
] as const;

export type CardToken = (typeof cards)[number][0];

type Of = { readonly card: CardToken; readonly onChange: (card: CardToken) => void };

export const CardChoice = ({ card, onChange }: Of) => {
  const say = useWords(kitWords);
  return (
    <Choice
      isStacked
      legend={say('card')}
      options={cards.map(([value, key]) => [value, say(key)])}
      chosen={card}
      onChange={onChange}
    />
  );
};
