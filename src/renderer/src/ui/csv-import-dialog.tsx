import { useId } from 'react';
import type { ReactNode } from 'react';
import { formatCount } from '../lib/format.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { FileButton } from './file-button.tsx';
import { ScrollRegion } from './scroll-region.tsx';
import { StateMark } from './state-mark.tsx';
import type { CsvImport, CsvReport } from '../lib/use-csv-import.ts';
import './csv-import.css';

interface CsvImportDialogProps<R extends CsvReport> {
  readonly title: string;
  /** Of the field: `Huts as CSV`. */
  readonly label: string;
  /** The header with the columns that are usual. */
  readonly placeholder: string;
  readonly hint: string;
  /** `There is no hut in it.` */
  readonly empty: string;
  readonly form: CsvImport<R>;
  readonly onClose: () => void;
  /** What would be stored, beside the counts. */
  readonly preview?: (report: R) => ReactNode;
}

/** Takes in rows of CSV. They are checked whole first, and imported only where nothing in them is wrong. */
export function CsvImportDialog<R extends CsvReport>(props: CsvImportDialogProps<R>): ReactNode {
  const { title, label, placeholder, hint, empty, form, onClose, preview } = props;
  const id = useId();
  const { report, fault } = form;
  const isReady = report !== undefined && report.faults.length === 0 && report.created + report.changed > 0;
  return (
    <Dialog title={title} onClose={onClose} className="import-dialog">
      <div className="field">
        <label className="field__label" htmlFor={id}>
          {label}
        </label>
        <textarea
          id={id}
          className="input import-dialog__text"
          rows={8}
          spellCheck={false}
          placeholder={placeholder}
          aria-describedby={`${id}-hint`}
          value={form.text}
          onChange={({ target }) => form.type(target.value)}
        />
        <span id={`${id}-hint`} className="field__hint">
          {hint}
        </span>
      </div>
      <div>
        <FileButton onText={form.check} />
      </div>
      {fault === undefined ? null : (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
      <div aria-live="polite">{report === undefined ? null : <Report report={report} empty={empty} />}</div>
      {report === undefined || report.faults.length > 0 ? null : preview?.(report)}
      <div className="dialog__actions">
        <Button onClick={onClose}>Cancel</Button>
        <Button disabled={form.isBusy || form.text.trim() === ''} onClick={() => form.check(form.text)}>
          {form.isChecking ? 'Checking…' : 'Check'}
        </Button>
        <Button look="primary" disabled={!isReady || form.isBusy} onClick={form.apply}>
          {form.isApplying ? 'Importing…' : 'Import'}
        </Button>
      </div>
    </Dialog>
  );
}

function Report({ report, empty }: { readonly report: CsvReport; readonly empty: string }): ReactNode {
  const { faults, rows } = report;
  if (faults.length === 0) {
    return (
      <p>
        {rows === 0 ? empty : `Nothing is wrong in ${formatCount(rows, 'row', 'rows')}: `}
        {rows === 0 ? '' : `${countWords(report)}.`}
      </p>
    );
  }
  return (
    <div className="section">
      <p>
        <StateMark
          mark="failed"
          word={`${formatCount(faults.length, 'fault', 'faults')} in ${formatCount(rows, 'row', 'rows')}`}
        />{' '}
        Nothing is imported until all of them are gone.
      </p>
      <ScrollRegion className="scroll-table import-dialog__faults" label="Faults">
        <table className="table">
          <caption className="visually-hidden">Faults of the CSV, by line</caption>
          <thead>
            <tr>
              <th scope="col" className="numeric">
                Line
              </th>
              <th scope="col">Column</th>
              <th scope="col">What is wrong</th>
            </tr>
          </thead>
          <tbody>
            {faults.map(({ line, column, message }) => (
              <tr key={`${String(line)} ${column ?? ''} ${message}`}>
                <th scope="row" className="numeric">
                  {line}
                </th>
                <td>{column ?? '–'}</td>
                <td>{message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </div>
  );
}

/** `2 created, 1 changed, 5 unchanged`, of what an import does. */
export function countWords({ created, changed, unchanged }: CsvReport): string {
  return `${String(created)} created, ${String(changed)} changed, ${String(unchanged)} unchanged`;
}
