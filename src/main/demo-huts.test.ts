import { describe, expect, it } from 'vitest';
import { ConfigFile } from '#shared/model/config-file.ts';
import { hutSourceConfig } from './demo-huts.ts';

describe('the configuration of the sample huts', () => {
  const config = hutSourceConfig('http://127.0.0.1:4711', 1000);

  it('is one that the configuration file can hold', () => {
    const { sources, huts, schedules } = ConfigFile.parse({ version: 1, ...config });
    expect(sources[0]).toMatchObject({ id: 'alpine', kind: 'hut-reservation', limits: { minGapMs: 50 } });
    expect(schedules[0]).toMatchObject({ job: 'huts.update', params: { sourceId: 'alpine' }, every: 'PT30M' });
    expect(huts[5]).toEqual({
      slug: 'cabane-du-bec-d-argent',
      name: "Cabane du Bec d'Argent",
      sourceId: 'alpine',
      bookingRef: '206',
      capacityOpen: 90,
      capacityClosed: 0,
      timeZone: 'Europe/Zurich',
    });
  });

  it('names every hut once', () => {
    expect(new Set(config.huts.map(({ slug }) => slug)).size).toBe(1000);
    expect(new Set(config.huts.map(({ bookingRef }) => bookingRef)).size).toBe(1000);
    expect(hutSourceConfig('http://127.0.0.1:4711').huts).toHaveLength(24);
  });
});
