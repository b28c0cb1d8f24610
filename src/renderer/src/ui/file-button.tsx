import { FileInput } from 'lucide-react';
import { useRef } from 'react';
import type { ReactNode } from 'react';
import { announce } from '../lib/notices.ts';
import { Button } from './button.tsx';

/** Reads a file of CSV that the person chooses. */
export function FileButton({ onText }: { readonly onText: (text: string) => void }): ReactNode {
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
