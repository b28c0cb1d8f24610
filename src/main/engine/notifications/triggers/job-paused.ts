import { selfPausedSchedules } from '../../store/schedule-troubles.ts';
import { defineLasting, isChosen } from '../trigger.ts';
import { instantWords } from '../words.ts';

/** Schedules that paused themselves, until a person resumes them. */
export const jobPaused = defineLasting('job_paused', {
  isLasting: true,
  sample: {
    job: 'Update huts',
    subject: 'Alpine huts',
    schedule: 'huts',
    reason: '5 runs failed in a row; the last: huts.example did not answer in time.',
    since: '2026-11-22 14:32 UTC',
  },
  words: {
    title: '{job} paused itself',
    body: '{subject} is not looked at since {since}. {reason} It stays paused until somebody resumes it in Rounds.',
  },
  endWords: { title: '{job} is no longer paused', body: 'It had paused itself at {since}.' },
  many: { title: '{count} jobs paused themselves', endTitle: 'The jobs that paused themselves were resumed' },
  find: ({ scheduleIds }, { store, jobs }) =>
    selfPausedSchedules(store.connection)
      .filter(({ scheduleId }) => isChosen(scheduleIds, scheduleId))
      .map(({ scheduleId, timeZone, title, subject, pausedAt, reason }) => {
        const job = jobs.find(({ kind }) => kind === title)?.title ?? title;
        const since = instantWords(pausedAt, timeZone);
        return {
          cause: scheduleId,
          facts: { job, subject: subject === '' ? scheduleId : subject, schedule: scheduleId, reason, since },
          path: `/schedules/${encodeURIComponent(scheduleId)}`,
          line: `${job}, since ${since}: ${reason}`,
          group: 'jobs',
        };
      }),
});
