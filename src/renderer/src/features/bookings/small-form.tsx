import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { FaultLine } from './fault-line.tsx';

interface SmallFormProps {
  readonly label: string;
  readonly submit: string;
  readonly isReady: boolean;
  readonly fault: string | null;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A form of one answer that opens below the button that asks for it. */
export function SmallForm({ label, submit, isReady, fault, onSubmit, onClose, children }: SmallFormProps): ReactNode {
  return (
    <form
      className="booking-form booking-form--small"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) onSubmit();
      }}
    >
      {children}
      <FaultLine fault={fault} />
      <div className="booking-form__end">
        <Button look="primary" type="submit" disabled={!isReady}>
          {submit}
        </Button>
        <Button onClick={onClose}>Leave it</Button>
      </div>
    </form>
  );
}
