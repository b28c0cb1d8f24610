import type { ReactNode } from 'react';
import type { Schedule, ScheduleStatus } from '#shared/model/schedule.ts';
import { zoneTitle } from '../../lib/format-zoned.ts';
import { fieldText, labelOf } from './parameters.ts';
import { policyFacts } from './policy-words.ts';

interface PoliciesProps {
  readonly schedule: Schedule;
  readonly status: ScheduleStatus;
}

/** What it does and how it behaves, in words. */
export function Policies({ schedule, status }: PoliciesProps): ReactNode {
  const params = Object.entries(schedule.params);
  const facts = [
    { label: 'Job', words: `${status.title} (${schedule.job})` },
    { label: 'Id', words: schedule.id },
    { label: 'Time zone', words: zoneTitle(schedule.timeZone) },
    ...params.map(([name, value]) => ({ label: labelOf(name), words: fieldText(value) })),
    ...policyFacts(schedule),
  ];
  return (
    <section className="section" aria-labelledby="policies">
      <h2 id="policies">How it behaves</h2>
      <dl className="policies">
        {facts.map(({ label, words }) => (
          <div key={label}>
            <dt className="label">{label}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
