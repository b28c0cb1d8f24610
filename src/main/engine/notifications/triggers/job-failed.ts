import { failingSchedules } from '../../store/schedule-troubles.ts';
import { defineLasting, isChosen } from '../trigger.ts';
import { instantWords } from '../words.ts';

/** Runs of a schedule that failed in a row, until one succeeds. */
export const jobFailed = defineLasting('job_failed', {
  isLasting: true,
  sample: {
    job: 'Update building occupancy',
    subject: 'Harbour University',
    schedule: 'occupancy',
    count: '3',
    error: 'harbour.example did not answer in time.',
    since: '2026-11-22 14:32 UTC',
  },
  words: {
    title: '{job} for {subject} failed {count} times in a row',
    body: 'Failing since {since}. The last run said: {error} Rounds tries again at each planned run; what was collected before stays shown.',
  },
  endWords: { title: '{job} for {subject} no longer fails', body: 'It had failed since {since}.' },
  many: { title: '{count} jobs fail', endTitle: 'The jobs that failed together no longer do' },
  find: ({ scheduleIds, times }, { store }) =>
    failingSchedules(store.connection)
      .filter(({ scheduleId, inRow }) => isChosen(scheduleIds, scheduleId) && inRow >= times)
      .map(({ scheduleId, timeZone, title, subject, runId, error, inRow, since }) => ({
        cause: scheduleId,
        facts: {
          job: title,
          subject,
          schedule: scheduleId,
          count: String(inRow),
          error: error ?? 'every check failed.',
          since: instantWords(since, timeZone),
        },
        path: `/runs/${runId}`,
        line: `${title} for ${subject}: ${error ?? 'every check failed.'}`,
        group: 'jobs',
      })),
});
