import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import { defineJob, type Job } from '../../jobs/define-job.ts';
import type { Random } from './random.ts';

/** Work that takes some time and fails now and then. `needsNetwork` makes it ask a source that is not on this machine. */
export function createWork(random: Random): Job {
  return defineJob({
    kind: 'sim.work',
    title: 'Do simulated work',
    description: 'Takes its time.',
    timeLimitMs: 3_600_000,
    checkTimeLimitMs: 3_600_000,
    parameters: z.strictObject({ name: z.string(), sourceId: z.string().optional() }),
    flags: {},
    defaultEvery: 'PT1H',
    sourceKinds: ['waitz'],
    split: (params) => [{ params, claimKey: `sim.work/${params.name}`, subject: params.name }],
    sources: ({ sourceId }, store) => (sourceId === undefined ? [] : [store.sources.get(sourceId)]),
    keepFailure: () => undefined,
    announce: () => undefined,
    async run(_params, { clock, signal, expect }) {
      expect(0);
      if (random.chance(0.3)) await clock.wait(random.int(1, 40) * 60_000, signal);
      if (random.chance(0.05)) throw new AppError('refused', 'It does not want to.');
    },
  });
}
