/** The columns of the dataset `reservations`, which an import of reservations reads too. */
export const reservationColumns = [
  'id',
  'serviceId',
  'date',
  'from',
  'status',
  'people',
  'totalPrice',
  'createdAt',
  'expiresAt',
  'cancelledAt',
  'cancelledBy',
] as const;

/** Those that say for whom a reservation is. */
export const customerColumns = ['customerName', 'customerEmail', 'customerPhone'] as const;
