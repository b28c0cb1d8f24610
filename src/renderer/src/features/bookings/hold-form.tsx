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
  const form = useHoldForm(slot, service);
  const settings = useOperation('bookings.settings', {});
  const { draft, people, shown, type } = form;
  return (
    <form
      className="booking-form"
      aria-labelledby="take-hold"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit();
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
      <FaultLine fault={form.fault} />
      <div className="booking-form__end">
        <Button look="primary" type="submit" disabled={form.isPending}>
          {form.isPending ? 'Taking it…' : 'Take a hold'}
        </Button>
        {settings.data === undefined ? null : (
          <span className="secondary">It runs out after {settings.data.holdMinutes} minutes unless it is paid.</span>
        )}
      </div>
    </form>
  );
}

interface HoldFormState {
  readonly draft: HoldDraft;
  /** Null while the number of people is none. */
  readonly people: number | null;
  readonly fault: string | null;
  readonly isPending: boolean;
  /** What is wrong with a field, once it was typed in or the form was sent. */
  readonly shown: (field: keyof HoldDraft) => string | undefined;
  readonly type: (field: keyof HoldDraft) => (value: string) => void;
  readonly submit: () => void;
}

function useHoldForm(slot: BookingSlot, service: Service): HoldFormState {
  const [draft, setDraft] = useState(emptyHold);
  const [touched, setTouched] = useState<ReadonlySet<keyof HoldDraft>>(new Set());
  const hold = useBookingCommand('bookings.hold');
  const check = checkHold(draft, service.maxPeople);
  const submit = (): void => {
    setTouched(new Set(['name', 'people', 'email', 'phone']));
    if (check.hold === null) return;
    hold.run({ slotId: slot.id, ...check.hold }, ({ expiresAt }) => {
      announce(expiresAt === null ? 'The slot is held.' : `The slot is held until ${formatTimeOfDay(expiresAt)}.`);
      setDraft(emptyHold);
      setTouched(new Set());
    });
  };
  return {
    draft,
    people: wholeNumberOf(draft.people, 1, service.maxPeople),
    fault: hold.fault,
    isPending: hold.isPending,
    shown: (field) => (touched.has(field) ? check.faults.get(field) : undefined),
    type: (field) => (value) => {
      setDraft({ ...draft, [field]: value });
      setTouched(new Set([...touched, field]));
    },
    submit,
  };
}
