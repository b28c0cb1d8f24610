import type { KeyboardEvent, ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { ReservationRow } from '#shared/contract/bookings.ts';
import { useNow } from '../../lib/clock.ts';
import { formatDate } from '../../lib/format-zoned.ts';
import { useRowKeys } from '../../lib/use-row-keys.ts';
import { reservationMark, reservationWord } from './find-view.ts';
import { SlotMark } from './slot-shape.tsx';
import { holdWord } from './slot-words.ts';

interface ReservationTableProps {
  readonly rows: readonly ReservationRow[];
  readonly openId: string | null;
}

/** Reservations, a line each: arrows walk the lines, letters lead to a name, Enter opens one. */
export function ReservationTable({ rows, openId }: ReservationTableProps): ReactNode {
  const { bodyRef, active, setActive, onKeyDown } = useRowKeys(rows.map(({ reservation }) => reservation.customerName));
  return (
    <table className="table reservations">
      <caption className="visually-hidden">Reservations, the latest slot first</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Slot</th>
          <th scope="col">Service</th>
          <th scope="col" className="numeric">
            People
          </th>
          <th scope="col" className="numeric reservations__price">
            Price
          </th>
          <th scope="col">State</th>
          <th scope="col" className="reservations__id">
            Id
          </th>
        </tr>
      </thead>
      <tbody ref={bodyRef}>
        {rows.map((row, index) => (
          <ReservationLine
            key={row.reservation.id}
            row={row}
            isActive={index === active}
            isOpen={row.reservation.id === openId}
            onFocus={() => setActive(index)}
            onKeyDown={onKeyDown}
          />
        ))}
      </tbody>
    </table>
  );
}

interface ReservationLineProps {
  readonly row: ReservationRow;
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly onFocus: () => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

function ReservationLine({ row, isActive, isOpen, onFocus, onKeyDown }: ReservationLineProps): ReactNode {
  const [params] = useSearchParams();
  const { reservation, serviceName, providerName } = row;
  const search = new URLSearchParams(params);
  search.set('id', reservation.id);
  return (
    <tr className={isOpen ? 'row row--open' : 'row'} onFocus={onFocus}>
      <td>
        <Link
          className="row-link reservations__name"
          to={{ search: search.toString() }}
          replace
          tabIndex={isActive ? 0 : -1}
          aria-current={isOpen ? 'true' : undefined}
          title={reservation.customerName}
          onKeyDown={onKeyDown}
        >
          {reservation.customerName}
        </Link>
      </td>
      <td className="reservations__slot">
        <span>{formatDate(reservation.date)},</span>{' '}
        <span>
          {reservation.from}–{reservation.until}
        </span>
      </td>
      <td>
        <span className="reservations__service" title={`${serviceName}, ${providerName}`}>
          {serviceName} <span className="secondary reservations__provider">{providerName}</span>
        </span>
      </td>
      <td className="numeric">{reservation.people}</td>
      <td className="numeric reservations__price">{reservation.totalPrice}</td>
      <td className="nowrap">
        <SlotMark state={reservationMark(reservation.status)} word={reservationWord(reservation)} />
        {reservation.status === 'pending' && reservation.expiresAt !== null ? (
          <>
            {' '}
            <TimeLeft expiresAt={reservation.expiresAt} />
          </>
        ) : null}
      </td>
      <td className="secondary nowrap reservations__id">{reservation.id}</td>
    </tr>
  );
}

function TimeLeft({ expiresAt }: { readonly expiresAt: number }): ReactNode {
  return <span className="reservations__left">{holdWord(expiresAt, useNow())}</span>;
}
