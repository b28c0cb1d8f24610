import { useQueryClient } from '@tanstack/react-query';
import { FileInput } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { ImportReport } from '#shared/contract/config.ts';
import { formatList } from '../../lib/format.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';

/** Reads a configuration file and says what it did, or names every fault. */
export function ImportConfiguration(): ReactNode {
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [fileName, setFileName] = useState('');
  const load = useCommand('config.import', { isQuiet: true });
  const read = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setFileName(file.name);
    const text = await textOf(file);
    if (text === null) return;
    load.mutate(
      { text },
      {
        onSuccess: (report) => {
          announce(`${file.name} is imported. ${reportSentence(report)}`);
          void client.invalidateQueries();
        },
      },
    );
  };
  return (
    <div className="section">
      <p className="secondary">
        A configuration file holds sources, buildings and schedules. It is checked whole before anything of it is
        applied; what it does not name is left alone.
      </p>
      <div>
        <Button disabled={load.isPending} onClick={() => input.current?.click()}>
          <FileInput size={14} aria-hidden="true" />{' '}
          {load.isPending ? `Importing ${fileName}…` : 'Import a configuration'}
        </Button>
        <input
          ref={input}
          className="visually-hidden"
          type="file"
          accept=".json,.jsonc,application/json"
          aria-label="Configuration file"
          tabIndex={-1}
          onChange={(event) => {
            void read(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </div>
      <div aria-live="polite">
        {load.data === undefined ? null : (
          <p>
            {fileName} is imported. {reportSentence(load.data)}
          </p>
        )}
      </div>
      {load.error === null ? null : (
        <div className="fault" role="alert">
          <p>{fileName} was not imported; nothing has changed.</p>
          <ul className="settings__faults">
            {load.error.userMessage.split('\n').map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

/** The text of a chosen file; null, and said, where it cannot be read. */
async function textOf(file: File): Promise<string | null> {
  try {
    return await file.text();
  } catch {
    announce(`${file.name} could not be read from the disk.`, 'failed');
    return null;
  }
}

/** `Sources: 1 created. Buildings: 10 created and 2 unchanged.` */
function reportSentence(report: ImportReport): string {
  const sections = [
    ...new Set([...Object.keys(report.created), ...Object.keys(report.changed), ...Object.keys(report.unchanged)]),
  ];
  const sentences = sections.flatMap((section) => {
    const parts = (['created', 'changed', 'unchanged'] as const).flatMap((what) => {
      const count = report[what][section] ?? 0;
      return count > 0 ? [`${count} ${what}`] : [];
    });
    return parts.length === 0
      ? []
      : [`${section.replace(/^./, (first) => first.toUpperCase())}: ${formatList(parts)}.`];
  });
  return sentences.length === 0 ? 'It held nothing.' : sentences.join(' ');
}
