import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { UserEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { RouterProvider, createMemoryRouter } from 'react-router';
import type { RouteObject } from 'react-router';
import { vi } from 'vitest';
import { routes } from '../../app/routes.tsx';
import { followEvents } from '../events.ts';
import { dismissNotice } from '../notices.ts';
import { createQueryClient } from '../queries.ts';
import { listenForShortcuts } from '../shortcuts.ts';
import { AddressQuery } from '../use-set-params.ts';
import { createFakeApi } from './fake-api.ts';
import type { FakeApi, FakeHandlers } from './fake-api.ts';
import { sampleAppInfo, sampleSource } from './samples.ts';

const ends: (() => void)[] = [];

/** Ends what the windows shown so far have begun. */
export function endRendered(): void {
  for (const end of ends.splice(0)) end();
  for (let id = 0; id < 200; id += 1) dismissNotice(id);
}

/** What the shell asks for on every page. */
const shellHandlers: FakeHandlers = {
  'app.info': () => sampleAppInfo(),
  'app.hosts': () => [],
  'sources.list': () => [{ source: sampleSource(), buildingCount: 1, hutCount: 0 }],
  'schedules.list': () => [],
  'schedules.heartbeats': () => [],
  'schedules.scheduler': () => ({
    holder: { role: 'window', pid: 4711, since: 0, isThisWindow: true },
    isOnline: true,
  }),
  'runs.recent': () => [],
};

export interface RenderedApp {
  readonly fake: FakeApi;
  readonly user: UserEvent;
  /** The address of the page shown, with its filters. */
  readonly address: () => string;
}

/** Shows the whole window at an address, with the answers given; what is not given stays open. */
export function renderApp(path: string, handlers: FakeHandlers): RenderedApp {
  return renderRoutes(routes, path, handlers);
}

/** Shows one part of the window alone, such as a dialog, with the answers given. */
export function renderPart(part: ReactNode, handlers: FakeHandlers): RenderedApp {
  return renderRoutes([{ path: '*', element: part }], '/', handlers);
}

function renderRoutes(shown: RouteObject[], path: string, handlers: FakeHandlers): RenderedApp {
  const fake = createFakeApi({ ...shellHandlers, ...handlers });
  vi.stubGlobal('api', fake.api);
  const client = createQueryClient();
  const router = createMemoryRouter(shown, { initialEntries: [path] });
  ends.push(
    followEvents(client, (to) => void router.navigate(to)),
    listenForShortcuts(),
    () => client.clear(),
  );
  render(
    <QueryClientProvider client={client}>
      <AddressQuery.Provider value={() => router.state.location.search}>
        <RouterProvider router={router} useTransitions={false} />
      </AddressQuery.Provider>
    </QueryClientProvider>,
  );
  return {
    fake,
    user: userEvent.setup(),
    address: () => `${router.state.location.pathname}${router.state.location.search}`,
  };
}
