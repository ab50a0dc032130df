// Messages as the customer got them: cards such as AlimTalk shows.

import { useLanguage } from '../look/preferences.ts';
import { kitWords } from '../look/kit-words.ts';
import { inBothOf, useWords } from '../look/words.ts';
import type { BusinessPage } from '../registry.ts';
import { textIn } from '../requests/hal.ts';
import type { Row } from '../requests/hal.ts';
import { useList } from '../requests/live.ts';
import { Page } from './page.tsx';
import { Instant } from './values.tsx';
import { LiveList, usePage } from './rows.tsx';

/** `[숙소] 예약이 확정되었습니다` has its sender in brackets. */
const partsOf = (text: string): readonly [sender: string, rest: string] => {
  const [, sender = '', rest = text] = /^\[([^\]]+)\]\s*(.*)$/s.exec(text) ?? [];
  return [sender, rest];
};

const Message = ({ row }: { readonly row: Row }) => {
  const language = useLanguage();
  const text = textIn(row, language === 'ko' ? 'textKo' : 'textEn');
  const [sender, rest] = partsOf(text);
  return (
    <article className="message">
      {sender === '' ? null : <header>{sender}</header>}
      <p>{rest}</p>
      <footer className="faint">
        <Instant at={row.lastEventAt} />
      </footer>
    </article>
  );
};

export const Inbox = () => {
  const say = useWords(kitWords);
  const list = useList('inbox', { page: usePage() });
  return (
    <LiveList of={list} empty={say('noMessages')} emptyIcon="bell">
      {(row) => <Message row={row} />}
    </LiveList>
  );
};

export const InboxPage = () => (
  <Page title={useWords(kitWords)('messages')}>
    <Inbox />
  </Page>
);

/** The page of the messages, in the navigation of these actors. */
export const inboxPage = (...actors: readonly string[]): BusinessPage => ({
  path: 'inbox',
  actors,
  label: inBothOf(kitWords)('messages'),
  icon: 'bell',
  Page: InboxPage,
});
