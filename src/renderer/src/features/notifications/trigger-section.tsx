import type { ReactNode } from 'react';
import type { FieldProblem } from '#shared/contract/schedules.ts';
import type { AppError } from '#shared/errors.ts';
import { formatCount } from '../../lib/format.ts';
import { useOperation } from '../../lib/queries.ts';
import { scheduleName } from '../../lib/schedule-words.ts';
import { FormField, TextControl } from '../../ui/form-field.tsx';
import { PickList, withStrangers } from '../../ui/pick-list.tsx';
import type { PickItem } from '../../ui/pick-list.tsx';
import { TimeInput } from '../../ui/window-fields.tsx';
import { ZoneField } from '../../ui/zone-field.tsx';
import { isTriggerKind, triggerLabels, weekdayNames } from './notification-words.ts';
import { withTriggerKind } from './rule-form.ts';
import type { RuleForm } from './rule-form.ts';

interface TriggerPartProps {
  readonly form: RuleForm;
  readonly problems: readonly FieldProblem[];
  readonly set: (changes: Partial<RuleForm>) => void;
}

/** What a rule waits for. */
export function TriggerSection(props: TriggerPartProps): ReactNode {
  const { form, problems, set } = props;
  return (
    <section className="editor__section" aria-labelledby="rule-trigger">
      <h2 id="rule-trigger">What it waits for</h2>
      <FormField name="kind" label="Trigger" problems={problems}>
        {(control) => (
          <select
            {...control}
            className="select"
            value={form.kind}
            onChange={({ target }) => isTriggerKind(target.value) && set(withTriggerKind(target.value))}
          >
            {Object.entries(triggerLabels).map(([kind, label]) => (
              <option key={kind} value={kind}>
                {label}
              </option>
            ))}
          </select>
        )}
      </FormField>
      <Parameters {...props} />
    </section>
  );
}

function Parameters(props: TriggerPartProps): ReactNode {
  switch (props.form.kind) {
    case 'job_failed':
      return (
        <>
          <NumberField {...props} name="times" label="Failed runs in a row" />
          <SchedulesField {...props} />
        </>
      );
    case 'job_paused':
    case 'job_held':
      return <SchedulesField {...props} />;
    case 'building_busy':
      return (
        <>
          <div className="editor__pair">
            <NumberField {...props} name="percent" label="Busy, % or more" />
            <NumberField {...props} name="minutes" label="For so many minutes" />
          </div>
          <BuildingsField {...props} />
        </>
      );
    case 'order_added':
    case 'order_date_changed':
    case 'order_overdue':
      return <PortalsField {...props} />;
    case 'coverage_low':
      return <NumberField {...props} name="percent" label="Services with a free slot, fewer than %" />;
    case 'summary':
      return <SummaryFields {...props} />;
    case 'hut_watch':
      return <p className="secondary">Watches are set on the pages of huts; each is told once it is met.</p>;
    case 'quarantine':
      return (
        <p className="secondary">
          Holds while an answer, or a row of one, is set aside because it does not look like itself.
        </p>
      );
  }
}

interface NumberFieldProps extends TriggerPartProps {
  readonly name: 'times' | 'percent' | 'minutes';
  readonly label: string;
}

function NumberField({ form, problems, set, name, label }: NumberFieldProps): ReactNode {
  return (
    <FormField name={name} label={label} problems={problems}>
      {(control) => (
        <TextControl
          control={control}
          className="editor__number"
          value={form[name]}
          isNumber
          onChange={(value) => set({ [name]: value })}
        />
      )}
    </FormField>
  );
}

interface SomeFieldProps extends TriggerPartProps {
  readonly name: 'scheduleIds' | 'codes' | 'sourceIds';
  readonly label: string;
  readonly one: string;
  readonly many: string;
  /** Undefined until they are read. */
  readonly items: readonly PickItem[] | undefined;
  readonly error: AppError | null;
}

/** Some of many by name; none chosen means all of them, also those that are added later. */
function SomeField({ form, problems, set, name, label, one, many, items, error }: SomeFieldProps): ReactNode {
  const chosen = form[name];
  return (
    <PickList
      name={name}
      label={label}
      items={withStrangers(items ?? [], chosen, items === undefined ? '' : 'gone')}
      chosen={chosen}
      problems={problems}
      onChange={(next) => set({ [name]: next })}
      empty={error?.userMessage ?? (items === undefined ? 'They are being read…' : `There is no ${one} yet.`)}
      noneHint={`None is chosen: every ${one}, also those that are added later.`}
      someHint={`Only ${formatCount(chosen.length, one, many)}.`}
      clearLabel="Choose none, for all of them"
    />
  );
}

function SchedulesField(props: TriggerPartProps): ReactNode {
  const { data, error } = useOperation('schedules.list', {});
  const items = data?.map((schedule) => ({ id: schedule.id, name: scheduleName(schedule) }));
  return (
    <SomeField
      {...props}
      name="scheduleIds"
      label="Schedules"
      one="schedule"
      many="schedules"
      items={items}
      error={error}
    />
  );
}

function BuildingsField(props: TriggerPartProps): ReactNode {
  const { data, error } = useOperation('occupancy.list', {});
  const items = data?.map(({ code, name }) => ({ id: code, name }));
  return (
    <SomeField {...props} name="codes" label="Buildings" one="building" many="buildings" items={items} error={error} />
  );
}

function PortalsField(props: TriggerPartProps): ReactNode {
  const { data, error } = useOperation('sources.list', {});
  const items = data
    ?.filter(({ source }) => source.kind === 'workfossa')
    .map(({ source }) => ({ id: source.id, name: source.name }));
  return (
    <SomeField {...props} name="sourceIds" label="Portals" one="portal" many="portals" items={items} error={error} />
  );
}

function SummaryFields({ form, problems, set }: TriggerPartProps): ReactNode {
  return (
    <>
      <div className="editor__pair">
        <FormField name="weekday" label="On" problems={problems}>
          {(control) => (
            <select
              {...control}
              className="select"
              value={form.weekday}
              onChange={(event) => set({ weekday: event.target.value })}
            >
              <option value="">Every day</option>
              {Object.entries(weekdayNames).map(([day, name]) => (
                <option key={day} value={day}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </FormField>
        <FormField name="at" label="At" hint="Such as 07:00." problems={problems}>
          {() => <TimeInput path="at" label="At" value={form.at} problems={problems} onChange={(at) => set({ at })} />}
        </FormField>
      </div>
      <ZoneField value={form.timeZone} problems={problems} onChange={(timeZone) => set({ timeZone })} />
    </>
  );
}
