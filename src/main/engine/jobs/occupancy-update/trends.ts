import { toAppError } from '#shared/errors.ts';
import type { WaitzSource } from '#shared/model/source.ts';
import type { JobContext } from '../define-job.ts';
import type { Match } from './job.ts';

/** The trend feed changes by the hour. */
const leastGapMs = 3_600_000;

/**
 * Refreshes the text facts beside the buildings, at most hourly whatever the outcome. They are an extra: where the
 * feed fails, the run is as good as it was and the facts show their age.
 */
export async function updateTrends(context: JobContext, source: WaitzSource, matches: readonly Match[]): Promise<void> {
  const { store, clock, signal } = context;
  const askedAt = store.sources.trendAskedAt(source.id);
  const now = clock.now();
  if (context.isDryRun || (askedAt !== null && askedAt <= now && now - askedAt < leastGapMs)) return;
  store.sources.noteTrendAsked(source.id, now);
  try {
    const trends = await context.sources.waitz.compare(source, signal);
    store.connection.transaction(() => {
      for (const match of matches) {
        const id = locationId(match);
        const trend = trends.find((each) => each.id === id);
        if (trend !== undefined) {
          const { nextHour, usual, peak, best } = trend;
          store.occupancy.keepTrend(match.building.code, { nextHour, usual, peak, best, fetchedAt: now });
        }
      }
    });
    context.note('info', `${source.name} gave trends for ${trends.length} locations.`);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'canceled' || error.code === 'internal') throw error;
    context.note('warn', `The trends could not be read and stay as they were: ${error.userMessage}`);
  }
}

function locationId(match: Match): string | null {
  try {
    return match.find().id;
  } catch {
    // Its own check has said so already.
    return null;
  }
}
