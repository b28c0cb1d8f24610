import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FieldProblem } from '#shared/contract/schedules.ts';
import { Weekday } from '#shared/schedule/rule.ts';
import { Button } from '../../ui/button.tsx';
import { fieldId } from '../../ui/field-problems.ts';
import { DayChoice, TimeInput } from '../../ui/window-fields.tsx';
import type { TimeSlotForm } from './service-form.ts';
import { Line, LineInput, changedAt } from './stretch-fields.tsx';

interface TimeSlotsSectionProps {
  readonly slots: readonly TimeSlotForm[];
  readonly problems: readonly FieldProblem[];
  readonly onChange: (slots: readonly TimeSlotForm[]) => void;
}

/** The service's own slots of the week, which win over the provider's hours. */
export function TimeSlotsSection({ slots, problems, onChange }: TimeSlotsSectionProps): ReactNode {
  const add = (): void =>
    onChange([
      ...slots,
      { days: Weekday.options.slice(0, 5), from: '09:00', until: '10:00', priceMultiplier: '1.00', maxBookings: '' },
    ]);
  return (
    <section className="editor__section" aria-labelledby="service-slots" id={fieldId('timeSlots')}>
      <h2 id="service-slots">Own time slots</h2>
      <p className="field__hint">
        {slots.length === 0
          ? 'None: slots follow the working hours of the provider.'
          : 'Only these slots are made, also on days on which the provider does not work; the working hours do not count. An empty number of bookings is that of the service.'}
      </p>
      <div className="lines">
        {slots.map((slot, index) => (
          <TimeSlotLine
            // Slots have no name of their own; their place is all there is.
            key={index}
            index={index}
            slot={slot}
            problems={problems}
            onChange={(changes) => onChange(changedAt(slots, index, changes))}
            onRemove={() => onChange(slots.filter((_, at) => at !== index))}
          />
        ))}
        <div>
          <Button onClick={add}>
            <Plus size={14} aria-hidden="true" /> Add time slot
          </Button>
        </div>
      </div>
    </section>
  );
}

interface TimeSlotLineProps {
  readonly index: number;
  readonly slot: TimeSlotForm;
  readonly problems: readonly FieldProblem[];
  readonly onChange: (changes: Partial<TimeSlotForm>) => void;
  readonly onRemove: () => void;
}

function TimeSlotLine({ index, slot, problems, onChange, onRemove }: TimeSlotLineProps): ReactNode {
  const path = `timeSlots.${index}`;
  const name = `Time slot ${index + 1}`;
  return (
    <Line path={path} name={name} problems={problems} onRemove={onRemove}>
      <DayChoice path={`${path}.days`} days={slot.days} onChange={(days) => onChange({ days })} />
      <TimeInput
        path={`${path}.from`}
        label={`${name} from`}
        value={slot.from}
        problems={problems}
        onChange={(from) => onChange({ from })}
      />
      <span aria-hidden="true">–</span>
      <TimeInput
        path={`${path}.until`}
        label={`${name} until`}
        value={slot.until}
        problems={problems}
        onChange={(until) => onChange({ until })}
      />
      <span className="line__word">price ×</span>
      <LineInput
        path={`${path}.priceMultiplier`}
        label={`${name} times the price`}
        className="line__number"
        value={slot.priceMultiplier}
        problems={problems}
        onChange={(priceMultiplier) => onChange({ priceMultiplier })}
      />
      <span className="line__word">bookings</span>
      <LineInput
        path={`${path}.maxBookings`}
        label={`${name} bookings`}
        className="line__number"
        value={slot.maxBookings}
        problems={problems}
        onChange={(maxBookings) => onChange({ maxBookings })}
      />
    </Line>
  );
}
