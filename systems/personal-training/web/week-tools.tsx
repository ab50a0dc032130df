// From one week to the next, in the address.

import { Button, addDays, useWords } from '@dure/web/kit';
import { WEEK } from './days.ts';
import type { useDays } from './days.ts';
import { ptWords } from './words.ts';

export const WeekTools = ({ of }: { readonly of: ReturnType<typeof useDays> }) => {
  const say = useWords(ptWords);
  return (
    <div className="pt-week-tools">
      <Button onPress={() => of.setFrom(addDays(of.from, -WEEK))}>{say('earlier')}</Button>
      <Button onPress={() => of.setFrom(of.today)}>{say('today')}</Button>
      <Button onPress={() => of.setFrom(addDays(of.from, WEEK))}>{say('later')}</Button>
    </div>
  );
};
