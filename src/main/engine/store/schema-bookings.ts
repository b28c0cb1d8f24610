import type { Generated } from 'kysely';
import type { Flag } from './schema.ts';

/** Tables of bookings. */
export interface BookingSchema {
  provider: { id: string; name: string; time_zone: string; created_at: number };
  provider_window: {
    provider_id: string;
    position: number;
    /** Monday is 0. */
    weekday: number;
    from_minute: number;
    until_minute: number;
    break_from: number | null;
    break_until: number | null;
  };
  provider_exception: {
    provider_id: string;
    position: number;
    kind: string;
    date: string;
    reason: string | null;
    from_minute: number | null;
    until_minute: number | null;
    break_from: number | null;
    break_until: number | null;
  };
  service: ServiceTable;
  service_time_slot: {
    service_id: string;
    position: number;
    weekday: number;
    from_minute: number;
    until_minute: number;
    /** Hundredths. */
    price_multiplier: number;
    max_bookings: number | null;
  };
  service_group_price: { service_id: string; from_people: number; price: number };
  booking_slot: BookingSlotTable;
  reservation: ReservationTable;
  reservation_event: {
    id: Generated<number>;
    reservation_seq: number;
    at: number;
    actor: string | null;
    run_id: number | null;
    action: string;
    summary: string;
  };
  booking_day: { service_id: string; date: string; offered: number; booked: number };
  booking_snapshot: {
    at: number;
    window_days: number;
    active_services: number;
    covered_services: number;
    free_slots: number;
  };
}

/** Amounts are hundredths. */
interface ServiceTable {
  id: string;
  provider_id: string;
  name: string;
  status: string;
  duration_minutes: number;
  price: number;
  max_bookings: number;
  max_people: number;
  notice_minutes: number;
  created_at: number;
}

interface BookingSlotTable {
  id: Generated<number>;
  service_id: string;
  provider_id: string;
  date: string;
  /** Minutes since midnight of `date`; the end may lie in the next day. */
  from_minute: number;
  until_minute: number;
  starts_at: number;
  ends_at: number;
  category: string;
  base_price: number;
  price: number;
  max_bookings: number;
  is_available: Flag;
  origin: string;
  /** The run that made it; null where none did. */
  run_id: number | null;
  created_at: number;
  version: number;
}

interface ReservationTable {
  seq: Generated<number>;
  id: string;
  slot_id: number | null;
  /** Which of the slot's places it owns, from 0. */
  place: number | null;
  service_id: string;
  provider_id: string;
  date: string;
  from_minute: number;
  until_minute: number;
  customer_name: string;
  customer_email: string | null;
  customer_phone: string | null;
  people: number;
  total_price: number;
  status: string;
  created_at: number;
  expires_at: number | null;
  paid_at: number | null;
  cancelled_at: number | null;
  cancelled_by: string | null;
  cancel_reason: string | null;
  detached_at: number | null;
  version: number;
}
