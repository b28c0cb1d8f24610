import { Search, X } from 'lucide-react';
import { useRef } from 'react';
import type { ReactNode } from 'react';
import { RunStatus, Trigger } from '#shared/model/run.ts';
import { useOperation } from '../../lib/queries.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { triggerWord } from '../../lib/words.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { MultiChoice } from '../../ui/multi-choice.tsx';
import { OutcomeMark } from '../../ui/outcome-mark.tsx';
import { activeFilters } from './run-filter.ts';
import type { RunsView } from './run-filter.ts';
import type { RunsViewState } from './use-runs-view.ts';

const statusOptions = RunStatus.options.map(
  (status) => [status, <OutcomeMark key={status} outcome={status} />] as const,
);
const triggerOptions = Trigger.options.map((trigger) => [trigger, triggerWord(trigger)] as const);

type Options = readonly (readonly [string, string])[];

/** One row of plain controls, and below it every filter in force with a way out of it. */
export function FilterRow({ view, set, clear }: RunsViewState): ReactNode {
  const jobs = useOperation('jobs.list', {});
  const schedules = useOperation('schedules.list', {});
  const kinds: Options = (jobs.data ?? []).map((job) => [job.kind, job.title]);
  const ids: Options = (schedules.data ?? []).map(({ id, subject }) => [id, subject === '' ? id : `${id}, ${subject}`]);
  return (
    <search className="section" aria-label="Filter the runs">
      <div className="filter-row">
        <SearchField text={view.text} onChange={(text) => set({ q: text })} />
        <Choice
          label="Job"
          value={view.kind}
          options={withAll('All jobs', kinds, view.kind)}
          onChange={(kind) => set({ kind })}
        />
        <MultiChoice
          label="Status"
          options={statusOptions}
          chosen={view.status}
          onChange={(status) => set({ status: status.join(',') })}
        />
        <MultiChoice
          label="Started by"
          options={triggerOptions}
          chosen={view.trigger}
          onChange={(trigger) => set({ trigger: trigger.join(',') })}
        />
        <Choice
          label="Schedule"
          value={view.scheduleId}
          options={withAll('All schedules', ids, view.scheduleId)}
          onChange={(id) => set({ schedule: id })}
        />
        <DateField label="From" value={view.from} onChange={(date) => set({ from: date })} />
        <DateField label="Until" value={view.until} onChange={(date) => set({ until: date })} />
      </div>
      <ActiveFilters view={view} kinds={kinds} ids={ids} set={set} clear={clear} />
    </search>
  );
}

/** What the address names stays to be chosen, also where nothing has that name any more. */
function withAll(all: string, options: Options, chosen: string): Options {
  const isKnown = chosen === '' || options.some(([value]) => value === chosen);
  return [['', all], ...options, ...(isKnown ? [] : [[chosen, chosen] as const])];
}

function SearchField({
  text,
  onChange,
}: {
  readonly text: string;
  readonly onChange: (text: string) => void;
}): ReactNode {
  const field = useRef<HTMLInputElement>(null);
  useShortcut('/', 'Search the runs', () => field.current?.focus());
  return (
    <span className="filter-row__search">
      <Search size={14} aria-hidden="true" />
      <input
        ref={field}
        className="input"
        type="search"
        aria-label="Search subject, reason or error"
        placeholder="Search the runs"
        maxLength={200}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
    </span>
  );
}

interface DateFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (date: string) => void;
}

function DateField({ label, value, onChange }: DateFieldProps): ReactNode {
  return (
    <label className="filter-date">
      {label}
      <input className="input" type="date" value={value} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}

interface ActiveFiltersProps {
  readonly view: RunsView;
  readonly kinds: Options;
  readonly ids: Options;
  readonly set: RunsViewState['set'];
  readonly clear: () => void;
}

function ActiveFilters({ view, kinds, ids, set, clear }: ActiveFiltersProps): ReactNode {
  const nameIn = (options: Options, key: string): string => options.find(([each]) => each === key)?.[1] ?? key;
  const active = activeFilters(view, {
    kind: (kind) => nameIn(kinds, kind),
    schedule: (id) => nameIn(ids, id),
  });
  if (active.length === 0) return null;
  return (
    <ul className="filter-chips" aria-label="Filters in force">
      {active.map(({ label, param, rest }) => (
        <li key={label}>
          <button
            type="button"
            className="filter-chip"
            aria-label={`Remove filter ${label}`}
            onClick={() => set({ [param]: rest })}
          >
            {label} <X size={12} aria-hidden="true" />
          </button>
        </li>
      ))}
      <li>
        <Button look="quiet" onClick={clear}>
          Clear all
        </Button>
      </li>
    </ul>
  );
}
