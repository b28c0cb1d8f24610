import type { RouteObject } from 'react-router';
import { BoardPage } from '../features/bookings/board-page.tsx';
import { FindPage } from '../features/bookings/find-page.tsx';
import { BookingHealthPage } from '../features/booking-health/page.tsx';
import { HutChangesPage } from '../features/huts/changes-page.tsx';
import { HutPage } from '../features/huts/hut-page.tsx';
import { HutMapPage } from '../features/huts/map-page.tsx';
import { HutsPage } from '../features/huts/page.tsx';
import { ChannelPage, NewChannelPage } from '../features/notifications/channel-page.tsx';
import { ChannelsPage } from '../features/notifications/channels-page.tsx';
import { LogPage } from '../features/notifications/log-page.tsx';
import { NewRulePage, RulePage } from '../features/notifications/rule-page.tsx';
import { RulesPage } from '../features/notifications/rules-page.tsx';
import { BuildingPage } from '../features/occupancy/building-page.tsx';
import { OccupancyPage } from '../features/occupancy/page.tsx';
import { ByHandPage } from '../features/runs/by-hand-page.tsx';
import { NewProviderPage, NewServicePage, ProviderPage, ServicePage } from '../features/providers/editor-page.tsx';
import { ProvidersPage } from '../features/providers/page.tsx';
import { RunsPage } from '../features/runs/page.tsx';
import { RunPage } from '../features/runs/run-page.tsx';
import { EditSchedulePage, NewSchedulePage } from '../features/schedules/editor-page.tsx';
import { SchedulesPage } from '../features/schedules/page.tsx';
import { SchedulePage } from '../features/schedules/schedule-page.tsx';
import { SettingsPage } from '../features/settings/page.tsx';
import { CalendarPage } from '../features/work-orders/calendar-page.tsx';
import { OrderChangesPage } from '../features/work-orders/changes-page.tsx';
import { OrderPage } from '../features/work-orders/order-page.tsx';
import { WorkOrdersPage } from '../features/work-orders/page.tsx';
import { TrendsPage } from '../features/work-orders/trends-page.tsx';
import type { PlainOperation } from '../lib/queries.ts';
import { Home } from './home.tsx';
import { BrokenPage, MissingPage } from './missing-page.tsx';
import { Shell } from './shell.tsx';

/** What a page asks for whatever its address says. */
interface Handle {
  readonly asks: readonly PlainOperation[];
}

const asks = (...names: readonly PlainOperation[]): { readonly handle: Handle } => ({ handle: { asks: names } });

/** What is shown by a route and can be asked for before it is drawn. */
export function asksOf({ handle }: RouteObject): readonly PlainOperation[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the router leaves the type of handles to its routes, below
  return (handle as Handle | undefined)?.asks ?? [];
}

export const routes: RouteObject[] = [
  {
    element: <Shell />,
    ...asks('schedules.list', 'schedules.scheduler', 'app.info'),
    children: [
      {
        errorElement: <BrokenPage />,
        children: [
          { path: '/', element: <Home />, ...asks('sources.list', 'now.view') },
          { path: '/occupancy', element: <OccupancyPage />, ...asks('occupancy.list') },
          { path: '/occupancy/:code', element: <BuildingPage /> },
          { path: '/huts/changes', element: <HutChangesPage /> },
          { path: '/huts/:slug', element: <HutPage /> },
          { path: '/huts', element: <HutsPage /> },
          { path: '/huts/map', element: <HutMapPage /> },
          { path: '/work-orders', element: <WorkOrdersPage />, ...asks('workOrders.sources') },
          { path: '/work-orders/changes', element: <OrderChangesPage /> },
          { path: '/work-orders/trends', element: <TrendsPage /> },
          { path: '/work-orders/calendar', element: <CalendarPage /> },
          { path: '/work-orders/:sourceId/:number', element: <OrderPage /> },
          { path: '/bookings', element: <BoardPage /> },
          { path: '/bookings/find', element: <FindPage /> },
          { path: '/bookings/health', element: <BookingHealthPage /> },
          { path: '/bookings/providers', element: <ProvidersPage />, ...asks('providers.list') },
          { path: '/bookings/providers/new', element: <NewProviderPage /> },
          { path: '/bookings/providers/:id', element: <ProviderPage /> },
          { path: '/bookings/providers/:id/services/new', element: <NewServicePage /> },
          { path: '/bookings/providers/services/:id', element: <ServicePage /> },
          { path: '/schedules', element: <SchedulesPage /> },
          { path: '/schedules/new', element: <NewSchedulePage /> },
          { path: '/schedules/:id', element: <SchedulePage /> },
          { path: '/schedules/:id/edit', element: <EditSchedulePage /> },
          { path: '/runs', element: <RunsPage /> },
          { path: '/runs/by-hand', element: <ByHandPage /> },
          { path: '/runs/:id', element: <RunPage /> },
          { path: '/settings', element: <SettingsPage /> },
          { path: '/settings/notifications', element: <RulesPage /> },
          { path: '/settings/notifications/rules/new', element: <NewRulePage /> },
          { path: '/settings/notifications/rules/:id', element: <RulePage /> },
          { path: '/settings/notifications/channels', element: <ChannelsPage /> },
          { path: '/settings/notifications/channels/new', element: <NewChannelPage /> },
          { path: '/settings/notifications/channels/:id', element: <ChannelPage /> },
          { path: '/settings/notifications/log', element: <LogPage /> },
          { path: '*', element: <MissingPage /> },
        ],
      },
    ],
  },
];
