import type { ReactNode } from 'react';
import type { ReservationCsvReport } from '#shared/contract/bookings.ts';
import { formatDate } from '../../lib/format-zoned.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand } from '../../lib/queries.ts';
import { useCsvImport } from '../../lib/use-csv-import.ts';
import { CsvImportDialog, countWords } from '../../ui/csv-import-dialog.tsx';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { reservationMark, reservationWord } from './find-view.ts';
import { SlotMark } from './slot-shape.tsx';

/** Takes in reservations from another system, after showing what they would become. */
export function ImportReservationsDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const checking = useCommand('bookings.importCsv', { isQuiet: true });
  const applying = useCommand('bookings.importCsv', { isQuiet: true });
  const form = useCsvImport(checking, applying, (done) => {
    announce(`The reservations are imported: ${countWords(done)}.`);
    onClose();
  });
  return (
    <CsvImportDialog
      title="Import reservations"
      label="Reservations as CSV"
      placeholder="id,serviceId,date,from,status,people,createdAt,customerName"
      hint="One reservation a line, after a header with id, serviceId, date, from, status, people, createdAt and customerName, and where known totalPrice, expiresAt, cancelledAt, cancelledBy, customerEmail and customerPhone. A reservation whose id is there already is changed; none is removed. One that is held or paid needs a slot with a place."
      empty="There is no reservation in it."
      form={form}
      onClose={onClose}
      preview={(report) => <Preview report={report} />}
    />
  );
}

function Preview({ report }: { readonly report: ReservationCsvReport }): ReactNode {
  if (report.preview.length === 0) return null;
  return (
    <div className="section">
      <p className="secondary">
        {report.preview.length < report.rows
          ? `The first ${String(report.preview.length)} as they would be stored:`
          : 'As they would be stored:'}
      </p>
      <ScrollRegion className="scroll-table import-dialog__faults" label="Preview">
        <table className="table">
          <caption className="visually-hidden">Reservations as they would be stored</caption>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Slot</th>
              <th scope="col">Service</th>
              <th scope="col" className="numeric">
                People
              </th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {report.preview.map((reservation) => (
              <tr key={reservation.id}>
                <th scope="row">{reservation.customerName}</th>
                <td className="nowrap">
                  {formatDate(reservation.date)}, {reservation.from}
                </td>
                <td>{reservation.serviceId}</td>
                <td className="numeric">{reservation.people}</td>
                <td className="nowrap">
                  <SlotMark state={reservationMark(reservation.status)} word={reservationWord(reservation)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </div>
  );
}
