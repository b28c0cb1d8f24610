import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { RouterProvider, createHashRouter, matchRoutes } from 'react-router';
import { writeAs } from '../lib/date-style.ts';
import { followEvents } from '../lib/events.ts';
import { applyTheme, keepPreference, readLastPage, usePreference } from '../lib/preferences.ts';
import { askAhead, createQueryClient } from '../lib/queries.ts';
import { listenForShortcuts } from '../lib/shortcuts.ts';
import { AddressQuery } from '../lib/use-set-params.ts';
import { asksOf, routes } from './routes.tsx';

/** The whole window. */
export function App(): ReactNode {
  const [router] = useState(createRouter);
  const [client] = useState(() => createAskingClient(router));
  const theme = usePreference('theme');
  const formats = usePreference('formats');
  // Before anything below is drawn; the key draws everything anew once it changes.
  writeAs(formats);
  useEffect(() => followEvents(client, (path) => void router.navigate(path)), [client, router]);
  useEffect(() => rememberPages(router), [router]);
  // As it is drawn: no key may be lost, no other theme be seen.
  useLayoutEffect(() => listenForShortcuts(), []);
  useLayoutEffect(() => applyTheme(theme), [theme]);
  return (
    <QueryClientProvider client={client}>
      <AddressQuery.Provider value={() => router.state.location.search}>
        {/* Fields that the address holds have to follow each key before the next one, so nothing is drawn later. */}
        <RouterProvider key={formats} router={router} useTransitions={false} />
      </AddressQuery.Provider>
    </QueryClientProvider>
  );
}

/** Starts on the page that was open last, unless the address names one. */
function createRouter(): ReturnType<typeof createHashRouter> {
  const lastPage = readLastPage();
  if (window.location.hash === '' && lastPage !== null) window.history.replaceState(null, '', `#${lastPage}`);
  return createHashRouter(routes);
}

/** Has asked for what the frame and the first page will show. */
function createAskingClient(router: ReturnType<typeof createHashRouter>): ReturnType<typeof createQueryClient> {
  const client = createQueryClient();
  const matches = matchRoutes(routes, router.state.location) ?? [];
  askAhead(
    client,
    matches.flatMap(({ route }) => asksOf(route)),
  );
  return client;
}

function rememberPages(router: ReturnType<typeof createHashRouter>): () => void {
  return router.subscribe(({ location }) => keepPreference('lastPage', location.pathname + location.search));
}
