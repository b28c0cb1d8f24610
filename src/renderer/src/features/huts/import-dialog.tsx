import { FileInput } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { HutCsvReport } from '#shared/contract/huts.ts';
import { formatCount } from '../../lib/format.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import './hut-dialogs.css';

/** Adds huts from CSV. It is checked whole first, and imported only where nothing in it is wrong. */
export function HutImportDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const id = useId();
  const form = useImport(onClose);
  const { report, fault } = form;
  const isReady = report !== undefined && report.faults.length === 0 && report.created + report.changed > 0;
  return (
    <Dialog title="Import huts" onClose={onClose} className="import-dialog">
      <div className="field">
        <label className="field__label" htmlFor={id}>
          Huts as CSV
        </label>
        <textarea
          id={id}
          className="input import-dialog__text"
          rows={8}
          spellCheck={false}
          placeholder="slug,name,sourceId,bookingRef,capacityOpen,capacityClosed,timeZone"
          aria-describedby={`${id}-hint`}
          value={form.text}
          onChange={({ target }) => form.type(target.value)}
        />
        <span id={`${id}-hint`} className="field__hint">
          One hut a line, after a header with slug, name, sourceId and bookingRef, and where known capacityOpen,
          capacityClosed and timeZone. A hut whose slug is there already is changed; none is removed.
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
      <div aria-live="polite">{report === undefined ? null : <Report report={report} />}</div>
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

function useImport(onClose: () => void) {
  const [text, setText] = useState('');
  const checking = useCommand('huts.importCsv', { isQuiet: true });
  const applying = useCommand('huts.importCsv', { isQuiet: true });
  // A report is about the text that was checked; what was typed since has not been.
  const isFresh = checking.variables?.text === text;
  const apply = (): void =>
    applying.mutate(
      { text, apply: true },
      {
        onSuccess: (done) => {
          // The sources or the huts may have changed since the check; then nothing was imported.
          if (done.faults.length > 0) return check(text);
          announce(`The huts are imported: ${countWords(done)}.`);
          onClose();
        },
      },
    );
  const check = (next: string): void => {
    setText(next);
    applying.reset();
    checking.mutate({ text: next, apply: false });
  };
  return {
    text,
    type: setText,
    check,
    apply,
    report: isFresh ? checking.data : undefined,
    fault: applying.error?.userMessage ?? (isFresh ? checking.error?.userMessage : undefined),
    isChecking: checking.isPending,
    isApplying: applying.isPending,
    isBusy: checking.isPending || applying.isPending,
  };
}

function FileButton({ onText }: { readonly onText: (text: string) => void }): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const read = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    try {
      onText(await file.text());
    } catch {
      announce(`${file.name} could not be read from the disk.`, 'failed');
    }
  };
  return (
    <>
      <Button onClick={() => input.current?.click()}>
        <FileInput size={14} aria-hidden="true" /> Choose a file
      </Button>
      <input
        ref={input}
        className="visually-hidden"
        type="file"
        accept=".csv,text/csv,text/plain"
        aria-label="CSV file"
        tabIndex={-1}
        onChange={({ target }) => {
          void read(target.files?.[0]);
          target.value = '';
        }}
      />
    </>
  );
}

function Report({ report }: { readonly report: HutCsvReport }): ReactNode {
  const { faults, rows } = report;
  if (faults.length === 0) {
    return (
      <p>
        {rows === 0 ? 'There is no hut in it.' : `Nothing is wrong in ${formatCount(rows, 'row', 'rows')}: `}
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
function countWords({ created, changed, unchanged }: HutCsvReport): string {
  return `${String(created)} created, ${String(changed)} changed, ${String(unchanged)} unchanged`;
}
