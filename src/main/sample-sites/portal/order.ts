/** A line of an item: so many of a thing. */
export interface SampleItemLine {
  readonly quantity: number;
  readonly name: string;
  readonly code: string;
}

/** A work order as the portal's own script gets it. */
export interface SampleOrder {
  readonly number: number;
  readonly categories: readonly string[];
  readonly status: string;
  readonly statusClass: string;
  readonly reason: string;
  readonly project: string | null;
  readonly po: string | null;
  readonly createdBy: string;
  /** `04/08/2025 09:41am`, in the zone of the places. */
  readonly created: string;
  readonly customer: string;
  readonly customerId: number;
  readonly store: string;
  readonly locationId: number;
  readonly brand: string;
  /** Three or four lines. */
  readonly address: readonly string[];
  readonly contact: readonly string[];
  readonly items: readonly { readonly type: string; readonly lines: readonly SampleItemLine[] }[];
  readonly visitsDone: number;
  readonly visitsPlanned: number;
  /** Date and time as shown; null where none is planned. */
  readonly visit: { readonly id: number; readonly date: string; readonly time: string } | null;
  /** The date of the last visit, where all are done. */
  readonly lastVisit: string | null;
  readonly due: string | null;
  readonly instructions: string;
}
