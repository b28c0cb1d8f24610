import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FieldProblem } from '#shared/contract/schedules.ts';
import type { ServiceStatus } from '#shared/model/booking.ts';
import { Button } from '../../ui/button.tsx';
import { fieldId } from '../../ui/field-problems.ts';
import { ChoiceGroup, FormField, TextControl } from '../../ui/form-field.tsx';
import type { GroupPriceForm, ServiceForm } from './service-form.ts';
import { Line, LineInput, changedAt } from './stretch-fields.tsx';

interface FieldsProps {
  readonly form: ServiceForm;
  readonly set: (changes: Partial<ServiceForm>) => void;
  readonly problems: readonly FieldProblem[];
}

const statuses: readonly (readonly [ServiceStatus, string])[] = [
  ['draft', 'Draft: no slots are made yet'],
  ['active', 'Active: slots are kept filled'],
  ['inactive', 'Inactive: free slots go with the next maintenance, booked ones stay'],
];

interface ServiceBasicsProps extends FieldsProps {
  readonly isNew: boolean;
  readonly providerName: string;
}

/** What it is called, and whether it can be booked. */
export function ServiceBasics({ form, set, problems, isNew, providerName }: ServiceBasicsProps): ReactNode {
  return (
    <section className="editor__section" aria-labelledby="service-basics">
      <h2 id="service-basics">What can be booked with {providerName}</h2>
      <div className="editor__pair">
        <FormField name="name" label="Name" problems={problems}>
          {(control) => <TextControl control={control} value={form.name} onChange={(name) => set({ name })} />}
        </FormField>
        <FormField
          name="id"
          label="Id"
          hint={isNew ? 'Follows from the name unless you write another; it stays for good.' : 'It stays for good.'}
          problems={problems}
        >
          {(control) => (
            <TextControl control={control} value={form.id} isReadOnly={!isNew} onChange={(id) => set({ id })} />
          )}
        </FormField>
      </div>
      <ChoiceGroup
        name="status"
        label="Status"
        value={form.status}
        choices={statuses}
        problems={problems}
        onChange={(status) => set({ status })}
      />
    </section>
  );
}

const numbers = [
  ['durationMinutes', 'Duration, minutes', 'Length of the slots that follow from the working hours.'],
  ['price', 'Price', 'Of one booking; the fee of urgent hours comes on top.'],
  ['maxBookingsPerSlot', 'Bookings a slot takes', 'How many may hold the same slot.'],
  ['maxPeople', 'People a booking may bring', 'The largest party.'],
  ['noticeMinutes', 'Notice, minutes', 'A hold is taken no later than this before the slot.'],
] as const satisfies readonly (readonly [keyof ServiceForm, string, string])[];

/** Length, price and how much it takes. */
export function ServiceNumbers({ form, set, problems }: FieldsProps): ReactNode {
  return (
    <section className="editor__section" aria-labelledby="service-numbers">
      <h2 id="service-numbers">Length, price and room</h2>
      <div className="editor__pair">
        {numbers.map(([field, label, hint]) => (
          <FormField key={field} name={field} label={label} hint={hint} problems={problems}>
            {(control) => (
              <TextControl
                control={control}
                className="editor__number"
                value={form[field]}
                isNumber={field !== 'price'}
                onChange={(value) => set({ [field]: value })}
              />
            )}
          </FormField>
        ))}
      </div>
      <p className="field__hint">Slots that are made keep their category, price and length.</p>
    </section>
  );
}

interface GroupPricesProps {
  readonly steps: readonly GroupPriceForm[];
  readonly problems: readonly FieldProblem[];
  readonly onChange: (steps: readonly GroupPriceForm[]) => void;
}

/** Prices a head by the size of the party. */
export function GroupPrices({ steps, problems, onChange }: GroupPricesProps): ReactNode {
  return (
    <section className="editor__section" aria-labelledby="service-groups" id={fieldId('groupPrices')}>
      <h2 id="service-groups">Prices by the size of the party</h2>
      <p className="field__hint">
        {steps.length === 0
          ? 'A booking costs the price above, however many come.'
          : 'A booking costs the people times the price a head of the highest line that they reach, instead of the price above.'}
      </p>
      <div className="lines">
        {steps.map((step, index) => {
          const path = `groupPrices.${index}`;
          const name = `Group price ${index + 1}`;
          return (
            <Line
              // Prices have no name of their own; their place is all there is.
              key={index}
              path={path}
              name={name}
              problems={problems}
              onRemove={() => onChange(steps.filter((_, at) => at !== index))}
            >
              <span className="line__word">from</span>
              <LineInput
                path={`${path}.fromPeople`}
                label={`${name} from people`}
                className="line__number"
                value={step.fromPeople}
                problems={problems}
                onChange={(fromPeople) => onChange(changedAt(steps, index, { fromPeople }))}
              />
              <span className="line__word">people on,</span>
              <LineInput
                path={`${path}.pricePerPerson`}
                label={`${name} a head`}
                className="line__money"
                value={step.pricePerPerson}
                problems={problems}
                onChange={(pricePerPerson) => onChange(changedAt(steps, index, { pricePerPerson }))}
              />
              <span className="line__word">a head</span>
            </Line>
          );
        })}
        <div>
          <Button
            onClick={() => onChange([...steps, { fromPeople: steps.length === 0 ? '1' : '', pricePerPerson: '' }])}
          >
            <Plus size={14} aria-hidden="true" /> Add group price
          </Button>
        </div>
      </div>
    </section>
  );
}
