import type { ProviderRow } from '#shared/contract/bookings.ts';
import type { HutRow } from '#shared/model/hut.ts';
import type { BuildingRow } from '#shared/model/occupancy.ts';
import type { ScheduleStatus } from '#shared/model/schedule.ts';
import type { WorkOrderRow } from '#shared/model/work-order.ts';
import { scheduleName } from '../lib/schedule-words.ts';
import { areas } from './areas.ts';

/** Something that the palette opens or does. */
export interface PaletteItem {
  readonly id: string;
  readonly label: string;
  readonly kind: 'Page' | 'Building' | 'Hut' | 'Order' | 'Provider' | 'Service' | 'Schedule' | 'Action';
  readonly action: PaletteAction;
}

export type PaletteAction =
  | { readonly kind: 'go'; readonly path: string }
  | { readonly kind: 'run'; readonly scheduleId: string }
  | { readonly kind: 'pause'; readonly scheduleId: string | null; readonly isPaused: boolean }
  | { readonly kind: 'update' }
  | { readonly kind: 'update-huts' }
  | { readonly kind: 'read-orders' }
  | { readonly kind: 'fill-slots' }
  | { readonly kind: 'theme'; readonly theme: 'system' | 'light' | 'dark' }
  | { readonly kind: 'shortcuts' };

const fixed: readonly PaletteItem[] = [
  { id: 'hut-map', label: 'Map of huts', kind: 'Page', action: { kind: 'go', path: '/huts/map' } },
  { id: 'hut-changes', label: 'What changed at huts', kind: 'Page', action: { kind: 'go', path: '/huts/changes' } },
  {
    id: 'order-changes',
    label: 'Changes of work orders',
    kind: 'Page',
    action: { kind: 'go', path: '/work-orders/changes' },
  },
  {
    id: 'order-trends',
    label: 'Trends of work orders',
    kind: 'Page',
    action: { kind: 'go', path: '/work-orders/trends' },
  },
  {
    id: 'order-calendar',
    label: 'Calendar of visits',
    kind: 'Page',
    action: { kind: 'go', path: '/work-orders/calendar' },
  },
  {
    id: 'orders-overdue',
    label: 'Overdue work orders',
    kind: 'Page',
    action: { kind: 'go', path: '/work-orders?due=overdue' },
  },
  { id: 'booking-find', label: 'Find a reservation', kind: 'Page', action: { kind: 'go', path: '/bookings/find' } },
  {
    id: 'booking-providers',
    label: 'Providers and services of bookings',
    kind: 'Page',
    action: { kind: 'go', path: '/bookings/providers' },
  },
  { id: 'booking-health', label: 'Health of bookings', kind: 'Page', action: { kind: 'go', path: '/bookings/health' } },
  {
    id: 'notification-rules',
    label: 'Notification rules',
    kind: 'Page',
    action: { kind: 'go', path: '/settings/notifications' },
  },
  {
    id: 'notification-channels',
    label: 'Channels of notifications',
    kind: 'Page',
    action: { kind: 'go', path: '/settings/notifications/channels' },
  },
  {
    id: 'notification-log',
    label: 'Notification log: who was told of what',
    kind: 'Page',
    action: { kind: 'go', path: '/settings/notifications/log' },
  },
  {
    id: 'bookings-today',
    label: 'Bookings of today',
    kind: 'Page',
    action: { kind: 'go', path: '/bookings?view=day' },
  },
  { id: 'update', label: 'Update every building now', kind: 'Action', action: { kind: 'update' } },
  { id: 'update-huts', label: 'Update every hut now', kind: 'Action', action: { kind: 'update-huts' } },
  { id: 'read-orders', label: 'Read the work orders now', kind: 'Action', action: { kind: 'read-orders' } },
  { id: 'fill-slots', label: 'Fill the slots of bookings now', kind: 'Action', action: { kind: 'fill-slots' } },
  { id: 'add-building', label: 'Add building', kind: 'Action', action: { kind: 'go', path: '/occupancy?add=1' } },
  { id: 'add-schedule', label: 'New schedule', kind: 'Action', action: { kind: 'go', path: '/schedules/new' } },
  { id: 'add-source', label: 'Add source', kind: 'Action', action: { kind: 'go', path: '/settings?add=1' } },
  {
    id: 'add-rule',
    label: 'New notification rule',
    kind: 'Action',
    action: { kind: 'go', path: '/settings/notifications/rules/new' },
  },
  {
    id: 'pause-all',
    label: 'Pause every schedule',
    kind: 'Action',
    action: { kind: 'pause', scheduleId: null, isPaused: true },
  },
  {
    id: 'resume-all',
    label: 'Resume every schedule',
    kind: 'Action',
    action: { kind: 'pause', scheduleId: null, isPaused: false },
  },
  { id: 'light', label: 'Light appearance', kind: 'Action', action: { kind: 'theme', theme: 'light' } },
  { id: 'dark', label: 'Dark appearance', kind: 'Action', action: { kind: 'theme', theme: 'dark' } },
  { id: 'system', label: 'Appearance as the system', kind: 'Action', action: { kind: 'theme', theme: 'system' } },
  { id: 'keys', label: 'Show the keys', kind: 'Action', action: { kind: 'shortcuts' } },
];

/** Everything that can be opened or done by name. */
export function paletteItems(
  buildings: readonly BuildingRow[],
  huts: readonly HutRow[],
  providers: readonly ProviderRow[],
  schedules: readonly ScheduleStatus[],
  orders: readonly WorkOrderRow[],
): readonly PaletteItem[] {
  return [
    ...areas.map((area): PaletteItem => ({
      id: area.path,
      label: area.label,
      kind: 'Page',
      action: { kind: 'go', path: area.path },
    })),
    ...buildings.map((row): PaletteItem => ({
      id: `building ${row.code}`,
      label: `${row.name} (${row.code})`,
      kind: 'Building',
      action: { kind: 'go', path: `/occupancy/${encodeURIComponent(row.code)}` },
    })),
    ...huts.map((row): PaletteItem => ({
      id: `hut ${row.slug}`,
      label: `${row.name} (${row.slug})`,
      kind: 'Hut',
      action: { kind: 'go', path: `/huts/${encodeURIComponent(row.slug)}` },
    })),
    ...orders.map(orderItem),
    ...providers.flatMap(providerItems),
    ...schedules.flatMap(scheduleItems),
    ...fixed,
  ];
}

function orderItem({ sourceId, number, customer, storeNumber, city }: WorkOrderRow): PaletteItem {
  const place = [customer, storeNumber, city].filter((part) => part !== null).join(', ');
  return {
    id: `order ${sourceId} ${number}`,
    label: place === '' ? number : `${number}, ${place}`,
    kind: 'Order',
    action: { kind: 'go', path: `/work-orders/${encodeURIComponent(sourceId)}/${encodeURIComponent(number)}` },
  };
}

/** A provider and its services, each leading to its slots. */
function providerItems({ provider, services }: ProviderRow): readonly PaletteItem[] {
  const path = `/bookings?provider=${encodeURIComponent(provider.id)}`;
  return [
    {
      id: `provider ${provider.id}`,
      label: `${provider.name} (${provider.id})`,
      kind: 'Provider',
      action: { kind: 'go', path },
    },
    ...services.map((service): PaletteItem => ({
      id: `service ${service.id}`,
      label: `${service.name}, ${provider.name} (${service.id})`,
      kind: 'Service',
      action: { kind: 'go', path: `${path}&service=${encodeURIComponent(service.id)}` },
    })),
  ];
}

function scheduleItems(schedule: ScheduleStatus): readonly PaletteItem[] {
  const isPaused = schedule.pause !== null;
  const name = scheduleName(schedule);
  const path = `/schedules/${encodeURIComponent(schedule.id)}`;
  return [
    {
      id: `schedule ${schedule.id}`,
      label: `${name} (${schedule.id})`,
      kind: 'Schedule',
      action: { kind: 'go', path },
    },
    {
      id: `edit ${schedule.id}`,
      label: `Edit schedule ${name}`,
      kind: 'Schedule',
      action: { kind: 'go', path: `${path}/edit` },
    },
    {
      id: `run ${schedule.id}`,
      label: `Run ${name} now`,
      kind: 'Schedule',
      action: { kind: 'run', scheduleId: schedule.id },
    },
    {
      id: `pause ${schedule.id}`,
      label: `${isPaused ? 'Resume' : 'Pause'} ${name}`,
      kind: 'Schedule',
      action: { kind: 'pause', scheduleId: schedule.id, isPaused: !isPaused },
    },
  ];
}

/** Items whose name holds every word typed; names that begin with it come first. */
export function matchItems(items: readonly PaletteItem[], typed: string): readonly PaletteItem[] {
  const words = typed
    .trim()
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const start = words.join(' ');
  return items
    .filter((item) => words.every((word) => item.label.toLocaleLowerCase().includes(word)))
    .toSorted(
      (a, b) =>
        Number(b.label.toLocaleLowerCase().startsWith(start)) - Number(a.label.toLocaleLowerCase().startsWith(start)),
    )
    .slice(0, 50);
}
