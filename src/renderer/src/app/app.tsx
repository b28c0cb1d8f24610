import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { RouterProvider, createHashRouter } from 'react-router';
import { followEvents } from '../lib/events.ts';
import { applyTheme, usePreference } from '../lib/preferences.ts';
import { createQueryClient } from '../lib/queries.ts';
import { listenForShortcuts } from '../lib/shortcuts.ts';
import { routes } from './routes.tsx';

/** The whole window. */
export function App(): ReactNode {
  const [client] = useState(createQueryClient);
  const [router] = useState(() => createHashRouter(routes));
  const theme = usePreference('theme');
  useEffect(() => followEvents(client, (path) => void router.navigate(path)), [client, router]);
  useEffect(() => listenForShortcuts(), []);
  useEffect(() => applyTheme(theme), [theme]);
  return (
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
