// The entry of the pages.

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { onReturn } from '../kit/requests/connection.ts';
import { sessionEnded } from '../kit/requests/draft.ts';
import { base } from '../kit/requests/place.ts';
import { whenSignedOut } from '../kit/requests/request.ts';
import '../kit/style/index.css';
import { App } from './app.tsx';
import { describedQuery } from './described.ts';
import { beginPages } from './registry.ts';
import { sessionQuery } from './session.ts';

const FRESH_MS = 2_000;
/** What no one looks at any more is kept for a way back, and not for as long as a page is open. */
const KEPT_MS = 60_000;

const client = new QueryClient({
  defaultOptions: {
    // Whether the server can be reached is found out by asking it: it may be on this machine.
    queries: {
      staleTime: FRESH_MS,
      gcTime: KEPT_MS,
      networkMode: 'always',
      refetchOnReconnect: false,
    },
  },
});

onReturn(() => void client.invalidateQueries());
// Who one is now is asked once more: a page whose session has ended offers to sign in again.
whenSignedOut(() => {
  sessionEnded();
  void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
});

/** What the first picture needs is asked for at once, and not one thing after the other. */
const begin = (): void => {
  const [, name = ''] = location.pathname.slice(base.length).split('/');
  void client.prefetchQuery(sessionQuery);
  if (name === '') return;
  void client.prefetchQuery(describedQuery(name));
  beginPages(name);
};
begin();

/** Keeps the pages on the device, so that they open while the server is away. */
const keepPages = async (): Promise<void> => {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register(`${base}/worker.js`, { scope: `${base}/` });
};

const root = document.getElementById('page');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  );
}
window.addEventListener('load', () => void keepPages().catch(() => undefined));
