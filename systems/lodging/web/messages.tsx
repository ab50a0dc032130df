// What the customer or the owner was sent.

import { Inbox, Page, useWords } from '@dure/web/kit';
import { lodgingWords } from './words.ts';

export const Messages = () => (
  <Page title={useWords(lodgingWords)('inbox')}>
    <Inbox />
  </Page>
);
