import { defineLasting, isChosen } from '../trigger.ts';
import { instantWords } from '../words.ts';

/** Work whose plan the brake holds, until it is decided; a newer plan of the same work is the same cause. */
export const jobHeld = defineLasting('job_held', {
  isLasting: true,
  sample: {
    job: 'Maintain slots',
    subject: 'Harbour Clinic',
    reason: 'It would remove 40 slots; usual are 3.',
    since: '2026-11-22 14:32 UTC',
  },
  words: {
    title: '{job} for {subject} waits for a decision',
    body: 'Held since {since}. {reason} Rounds changed nothing and plans it anew until somebody decides.',
  },
  endWords: { title: '{job} for {subject} was decided', body: 'Its plan had been held since {since}.' },
  many: { title: '{count} plans wait for a decision', endTitle: 'No plan waits for a decision any more' },
  find: ({ scheduleIds }, { store }) =>
    store.plans.held().flatMap(({ runId, claimKey, madeAt, heldReason }) => {
      const run = store.runs.find(String(runId));
      if (run === undefined || !isChosen(scheduleIds, run.scheduleId)) return [];
      const reason = heldReason ?? '';
      return [
        {
          cause: claimKey,
          facts: { job: run.title, subject: run.subject, reason, since: instantWords(madeAt) },
          path: `/runs/${runId}`,
          line: `${run.title} for ${run.subject}: ${reason}`,
          group: 'plans',
        },
      ];
    }),
});
