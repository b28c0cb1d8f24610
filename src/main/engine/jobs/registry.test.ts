import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Every } from '#shared/schedule/rule.ts';
import { findJob, jobs } from './registry.ts';

const readme = readFileSync(new URL('../../../../README.md', import.meta.url), 'utf8');

describe('the registry', () => {
  it('names every kind once', () => {
    expect(new Set(jobs.map(({ kind }) => kind)).size).toBe(jobs.length);
  });

  it('names the kinds there are when one is unknown', () => {
    expect(() => findJob('weather.update')).toThrow(/weather\.update.*occupancy\.update/);
  });

  it.each(jobs.map((job) => [job.kind, job] as const))('%s is whole', (kind, job) => {
    expect(job.parameters.safeParse({}).success).toBe(true);
    expect(Every.safeParse(job.defaultEvery).success).toBe(true);
    for (const { parameter } of Object.values(job.flags))
      expect(Object.keys(job.parameters.shape)).toContain(parameter);
    expect(readme).toContain(`\`${kind}\``);
    for (const flag of Object.keys(job.flags)) expect(readme).toMatch(new RegExp(`--${flag}[ \`]`));
    const folder = new URL(`${kind.replace('.', '-')}/`, import.meta.url);
    expect(existsSync(new URL('job.integration.test.ts', folder))).toBe(true);
  });
});
