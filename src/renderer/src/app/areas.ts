import {
  Activity,
  Building2,
  CalendarCheck,
  CalendarClock,
  ClipboardList,
  History,
  MountainSnow,
  Settings,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';

export interface Area {
  readonly path: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** Pressed after `g`. */
  readonly key: string;
}

/** The areas of the window, in the order of the sidebar. */
export const areas: readonly Area[] = [
  { path: '/', label: 'Now', icon: Activity, key: 'n' },
  { path: '/occupancy', label: 'Occupancy', icon: Building2, key: 'o' },
  { path: '/huts', label: 'Huts', icon: MountainSnow, key: 'h' },
  { path: '/work-orders', label: 'Work orders', icon: ClipboardList, key: 'w' },
  { path: '/bookings', label: 'Bookings', icon: CalendarCheck, key: 'b' },
  { path: '/schedules', label: 'Schedules', icon: CalendarClock, key: 'c' },
  { path: '/runs', label: 'Runs', icon: History, key: 'r' },
  { path: '/settings', label: 'Settings', icon: Settings, key: 's' },
];
