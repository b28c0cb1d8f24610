import { useState } from 'react';
import type { ReactNode } from 'react';
import type { BookingSlot, Service } from '#shared/model/booking.ts';
import { useNow } from '../../lib/clock.ts';
import { formatTimeOfDay } from '../../lib/format.ts';
import { announce } from '../../lib/notices.ts';
import { useOperation } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { FaultLine } from './fault-line.tsx';
import { checkHold, emptyHold, wholeNumberOf } from './hold-draft.ts';
import type { HoldDraft } from './hold-draft.ts';
import { priceWords } from './price-words.ts';
import { holdProblem } from './slot-state.ts';
import { useBookingCommand } from './use-booking-command.ts';

interface HoldFormProps {
  readonly slot: BookingSlot;
  readonly service: Service;
}

/** Takes a slot for somebody until the hold runs out; says why where nobody can take it. */
export function HoldForm({ slot, service }: HoldFormProps): ReactNode {
  const problem = holdProblem(slot, service.noticeMinutes, useNow(10_000));
  // A slot that is full says so by its bookings.
  if (problem !== null) return slot.bookings.length > 0 ? null : <p className="secondary">{problem}</p>;
  return <OpenHoldForm slot={slot} service={service} />;
}

function OpenHoldForm({ slot, service }: HoldFormProps): ReactNode {
  const [draft, setDraft] = useState(emptyHold);
  const [touched, setTouched] = useState<ReadonlySet<keyof HoldDraft>>(new Set());
  const hold = useBookingCommand('bookings.hold');
  const settings = useOperation('bookings.settings', {});
  const check = checkHold(draft, service.maxPeople);
  const people = wholeNumberOf(draft.people, 1, service.maxPeople);
  const shown = (field: keyof HoldDraft): string | undefined =>
    touched.has(field) ? check.faults.get(field) : undefined;
  const type = (field: keyof HoldDraft) => (value: string) => {
    setDraft({ ...draft, [field]: value });
    setTouched(new Set([...touched, field]));
  };
  const submit = (): void => {
    setTouched(new Set(['name', 'people', 'email', 'phone']));
    if (check.hold === null) return;
    hold.run({ slotId: slot.id, ...check.hold }, ({ expiresAt }) => {
      announce(expiresAt === null ? 'The slot is held.' : `The slot is held until ${formatTimeOfDay(expiresAt)}.`);
      setDraft(emptyHold);
      setTouched(new Set());
    });
  };
  return (
    <form
      className="booking-form"
      aria-labelledby="take-hold"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h3 id="take-hold">Take a hold</h3>
      <TextField label="Name" value={draft.name} onChange={type('name')} error={shown('name')} />
      <TextField
        label="People"
        value={draft.people}
        onChange={type('people')}
        hint={service.maxPeople === 1 ? 'One person a booking.' : `Up to ${String(service.maxPeople)} in one booking.`}
        error={shown('people')}
      />
      <TextField label="E-mail (may stay empty)" value={draft.email} onChange={type('email')} error={shown('email')} />
      <TextField
        label="Telephone (may stay empty)"
        value={draft.phone}
        onChange={type('phone')}
        error={shown('phone')}
      />
      <p aria-live="polite">
        <span className="secondary">Price: </span>
        {people === null ? '–' : <span className="strong">{priceWords(service, slot, people)}</span>}
      </p>
      <FaultLine fault={hold.fault} />
      <div className="booking-form__end">
        <Button look="primary" type="submit" disabled={hold.isPending}>
          {hold.isPending ? 'Taking it…' : 'Take a hold'}
        </Button>
        {settings.data === undefined ? null : (
          <span className="secondary">It runs out after {settings.data.holdMinutes} minutes unless it is paid.</span>
        )}
      </div>
    </form>
  );
}
