import { counted } from '../words.ts';
import { defineHappening } from '../trigger.ts';

/** Watches of huts that are met anew. */
export const hutWatch = defineHappening('hut_watch', {
  isLasting: false,
  sample: { hut: 'Karst Hut', date: '2027-02-13', beds: '2 beds' },
  words: {
    title: '{hut} has {beds} on {date}',
    body: 'That is what a watch was set for. Rounds books nothing; the beds may go again.',
  },
  many: { title: '{count} watched nights have beds', endTitle: '' },
  find: (_trigger, { untoldWatches }) => ({
    findings: untoldWatches.map(({ id, slug, hutName, date, beds, metAt }) => ({
      cause: `${id}@${metAt ?? 0}`,
      facts: { hut: hutName, date, beds: counted(beds, 'bed') },
      path: `/huts/${encodeURIComponent(slug)}?night=${date}`,
      line: `${hutName}: ${counted(beds, 'bed')} on ${date}`,
      group: 'huts',
    })),
    // Which of them were told, the watches say themselves.
    cursor: 0,
  }),
});
