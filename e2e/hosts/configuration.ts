import { school, type WaitzSite } from './waitz-site.ts';

/** A building of a configuration file. */
export interface ConfiguredBuilding {
  readonly code: string;
  readonly name: string;
  readonly sourceId: string;
  readonly waitzId: string;
}

/** What a test configures otherwise than usual. */
export interface ConfigurationOptions {
  readonly buildings?: readonly ConfiguredBuilding[];
  readonly school?: string;
  readonly allowPrivateAddress?: boolean;
  /** Distance of two planned runs; once a day where left out, so that nothing runs but what the test starts. */
  readonly every?: string;
  /** Fields of the schedules beside their rule. */
  readonly schedule?: object;
  /** Schedules of the same job besides the one, by id. */
  readonly moreSchedules?: readonly string[];
}

/** The id of the one source. */
export const sourceId = 'campus';
/** The id of the one schedule. */
export const scheduleId = 'campus-occupancy';
/** The name of the one source. */
export const sourceName = 'Test Campus';

/** A configuration that watches the site's locations, the codes being `B` and the id. */
export function configuration(site: WaitzSite, options: ConfigurationOptions = {}): object {
  return {
    version: 1,
    sources: [
      {
        id: sourceId,
        kind: 'waitz',
        name: sourceName,
        baseUrl: site.url,
        school: options.school ?? school,
        allowPrivateAddress: options.allowPrivateAddress ?? true,
        limits: { connections: 1, minGapMs: 0, requestsPerDay: 1000, timeoutMs: 60_000 },
      },
    ],
    buildings:
      options.buildings ??
      site.locations.map(({ id, name }) => ({ code: `B${id}`, name, sourceId, waitzId: String(id) })),
    schedules: [scheduleId, ...(options.moreSchedules ?? [])].map((id) => ({
      id,
      job: 'occupancy.update',
      params: { sourceId },
      every: options.every ?? 'PT24H',
      timeZone: 'UTC',
      retry: { attempts: 1, backoffSeconds: 0 },
      ...options.schedule,
    })),
  };
}
