import type { Generated } from 'kysely';
import type { Flag } from './schema.ts';

/** Tables of work orders, of the accounts behind them, and of what is kept of steps that failed. */
export interface WorkOrderSchema {
  work_order_state: WorkOrderStateTable;
  work_order_history: WorkOrderHistoryTable;
  work_order_change: WorkOrderChangeTable;
  work_order_read: {
    target_id: number;
    /** JSON array of sentences: why the newest read proves nothing of what it does not list. */
    doubts: string;
    /** The newest read that proved it; null before the first. */
    complete_at: number | null;
  };
  work_order_fault: { target_id: number; label: string; reason: string; since: number };
  site_equipment: {
    source_id: string;
    location_id: string;
    asked_at: number;
    fetched_at: number | null;
    /** JSON array of equipment. */
    units: string | null;
    /** Why the newest look gave nothing. */
    failure: string | null;
  };
  saved_view: { id: string; area: string; name: string; view: string };
  sealed_secret: { name: string; sealed: Uint8Array; kept_at: number };
  account_state: {
    source_id: string;
    refused_at: number | null;
    /** Tells the password that was refused from another one; `scrypt`, never the password. */
    refused_mark: string | null;
    signed_in_at: number | null;
  };
  run_evidence: {
    id: Generated<number>;
    run_id: number;
    at: number;
    step: string;
    html: string;
    /** PNG. */
    picture: Uint8Array | null;
    expires_at: number;
  };
}

/** The columns of an order that make a change; dates are `YYYY-MM-DD`. */
interface ComparedColumns {
  status: string | null;
  /** JSON array of text. */
  categories: string | null;
  reason: string | null;
  project: string | null;
  po_number: string | null;
  created_at: number | null;
  customer: string | null;
  customer_id: string | null;
  store_number: string | null;
  location_id: string | null;
  brand: string | null;
  street: string | null;
  cross_street: string | null;
  city: string | null;
  state: string | null;
  zip: string | null;
  county: string | null;
  /** JSON array of items. */
  items: string | null;
  visits_done: number | null;
  visits_planned: number | null;
  next_visit_id: string | null;
  next_visit_date: string | null;
  next_visit_time: string | null;
  last_visit_date: string | null;
  due_date: string | null;
  instructions: string | null;
}

interface WorkOrderStateTable extends ComparedColumns {
  target_id: number;
  number: string;
  first_checked: number;
  missing_since: number | null;
  unread_from: number | null;
  status: string;
  categories: string;
  items: string;
  created_by: string | null;
  /** JSON array of lines. */
  contact: string;
  item_summary: string;
  /** Everything that the text filter looks in, in lower case. */
  search_text: string;
}

interface WorkOrderHistoryTable extends ComparedColumns {
  target_id: number;
  number: string;
  first_checked: number;
  /** Null while the state is open: then the target's last look confirms it. */
  last_checked: number | null;
  is_listed: Flag;
  run_id: number | null;
}

interface WorkOrderChangeTable {
  id: Generated<number>;
  source_id: string;
  number: string;
  type: string;
  field: string | null;
  before: string | null;
  after: string | null;
  other_number: string | null;
  customer: string | null;
  store_number: string | null;
  city: string | null;
  seen_at: number;
  run_id: number | null;
}
