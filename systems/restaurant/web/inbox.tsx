// The messages as they were sent.

import { Inbox, Page, useWords } from '@dure/web/kit';
import { restaurantWords } from './words.ts';

export const InboxPage = () => (
  <Page title={useWords(restaurantWords)('inbox')}>
    <Inbox />
  </Page>
);
