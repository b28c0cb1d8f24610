import type { AppError } from '#shared/errors.ts';
import type { WorkFossaSource } from '#shared/model/source.ts';
import type { Equipment, OrderNumber, OrderPersons, WorkOrder } from '#shared/model/work-order.ts';

/** An order as a row of the list tells of it. */
export interface OrderReading {
  readonly order: WorkOrder;
  readonly persons: OrderPersons;
}

/** A row of the list that could not be read. */
export interface UnreadableOrder {
  /** The order that it is about; null where that cannot be read either. */
  readonly number: OrderNumber | null;
  readonly label: string;
  readonly reason: string;
}

/** Everything that one look at the list gave. */
export interface WorkListReading {
  /** Each number once, in the order of the list. */
  readonly orders: readonly OrderReading[];
  readonly faults: readonly UnreadableOrder[];
  readonly pages: number;
  /** What the list says of all its pages; null where it does not say. */
  readonly matches: number | null;
  /** Sentences: why it is not certain that every order was read. Empty where that is proven. */
  readonly doubts: readonly string[];
  /** What ended the reading after its first page; null where it came to its end. */
  readonly trouble: AppError | null;
}

/** What was on the screen when a step failed, without secrets. */
export interface Evidence {
  /** Which step, in words: `page 2 of the list`. */
  readonly step: string;
  readonly html: string;
  readonly picture: Uint8Array | null;
}

export interface PortalOptions {
  readonly signal: AbortSignal;
  /** Takes the place of the password that is kept, and nothing of the session is kept; for a test. */
  readonly password?: string;
  /** Given what was seen of each step that failed. */
  onEvidence(evidence: Evidence): void;
  /** Told how far it is, in words. */
  onProgress(note: string): void;
}

/** A portal that Rounds is signed in at. */
export interface Portal {
  /**
   * Reads the list page by page. Rejects where its first page cannot be read: `signed_out`, `source_changed`, or what asking rejects
   * with; trouble on a later page is part of what it resolves to.
   */
  readList(): Promise<WorkListReading>;
  /** The first page of the list alone: how many orders it shows and says there are. */
  glance(): Promise<{ readonly orders: number; readonly matches: number | null }>;
  /** What stands at a place. */
  readEquipment(locationId: string): Promise<readonly Equipment[]>;
  /** Keeps the session and lets go of the page; safe to call twice. */
  close(): Promise<void>;
}

/**
 * Opens a portal with the session that is kept, and signs in where that has ended. Rejects with `signed_out` where there is no password,
 * where the portal refuses it, and, without asking, where it refused this password before.
 */
export type OpenPortal = (source: WorkFossaSource, options: PortalOptions) => Promise<Portal>;
