import { importConfig } from '../config/import-config.ts';
import { jobs } from '../jobs/registry.ts';
import type { TestEngine } from './test-engine.ts';

/** Watches buildings of the school `ucsd` on the test's own site, every ten minutes by the schedule `main`. */
export function watchSchool(
  { engine, site, clock }: TestEngine,
  buildings: readonly { readonly code: string; readonly name: string; readonly waitzId: string }[],
): void {
  const source = { id: 'ucsd', kind: 'waitz', name: 'Test school', baseUrl: site.url, school: 'ucsd' };
  const config = {
    version: 1,
    sources: [{ ...source, allowPrivateAddress: true, limits: { minGapMs: 0 } }],
    buildings: buildings.map((building) => ({ ...building, sourceId: 'ucsd' })),
    schedules: [{ id: 'main', job: 'occupancy.update', params: { sourceId: 'ucsd' }, every: 'PT10M' }],
  };
  importConfig(JSON.stringify(config), { store: engine.store, jobs, now: clock.now() });
}
