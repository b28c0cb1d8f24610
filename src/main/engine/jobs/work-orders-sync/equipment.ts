import { AppError, toAppError } from '#shared/errors.ts';
import type { WorkFossaSource } from '#shared/model/source.ts';
import type { Equipment, OrderNumber } from '#shared/model/work-order.ts';
import type { Portal } from '../../sources/workfossa/portal.ts';
import type { JobContext } from '../define-job.ts';

/** A run asks about so many places that nobody asked about before; the next one goes on. */
const mostPlaces = 50;
/** So many places in a row without any answer say that the portal is away. */
const awayAfter = 3;

/** Asks what stands at the places of new orders. It is an extra: what cannot be read is noted, and fails nothing. */
export async function readNewEquipment(context: JobContext, source: WorkFossaSource, portal: Portal): Promise<void> {
  const { store, clock, isDryRun } = context;
  if (isDryRun) return;
  const places = store.siteEquipment.unasked(source.id, mostPlaces, clock.now());
  let failedInRow = 0;
  for (const [index, locationId] of places.entries()) {
    context.progress(`Equipment of place ${index + 1} of ${places.length}`);
    const error = await readPlace(context, source, portal, locationId);
    failedInRow = error === null ? 0 : failedInRow + 1;
    if (error === null) continue;
    context.note('warn', `What stands at place ${locationId} could not be read: ${error.userMessage}`);
    if (failedInRow < awayAfter && error.retryAt === undefined && error.code !== 'signed_out') continue;
    context.note('warn', 'The places that are left are asked about in a later run.');
    return;
  }
  if (places.length > 0) context.note('info', `Asked what stands at ${places.length} places.`);
}

/** Asks for one place; resolves to what kept it from being read. */
async function readPlace(
  { store, clock, signal }: JobContext,
  source: WorkFossaSource,
  portal: Portal,
  locationId: string,
): Promise<AppError | null> {
  const site = { sourceId: source.id, locationId };
  try {
    const units = await portal.readEquipment(locationId);
    signal.throwIfAborted();
    store.siteEquipment.keep(site, units, clock.now());
    return null;
  } catch (thrown) {
    const error = toAppError(thrown);
    if (signal.aborted || error.code === 'canceled' || error.code === 'internal' || error.code === 'storage')
      throw thrown;
    store.siteEquipment.fail(site, error.userMessage, clock.now());
    return error;
  }
}

/** Asks what stands at the places of these orders. One that cannot be read is a failed check of its own. */
export async function refreshEquipment(
  context: JobContext,
  source: WorkFossaSource,
  portal: Portal,
  numbers: readonly OrderNumber[],
): Promise<void> {
  context.expect(numbers.length);
  for (const number of numbers) await refreshOne(context, source, portal, number);
}

async function refreshOne(
  context: JobContext,
  source: WorkFossaSource,
  portal: Portal,
  number: OrderNumber,
): Promise<void> {
  const { store, clock, isDryRun } = context;
  const site = { sourceId: source.id, locationId: store.workOrders.locationOf(source.id, number) ?? '' };
  const before = store.siteEquipment.find(site);
  const read = async (): Promise<readonly Equipment[]> => {
    if (site.locationId === '') throw new AppError('not_found', `The portal names no place for ${number}.`);
    try {
      return await portal.readEquipment(site.locationId);
    } catch (thrown) {
      const error = toAppError(thrown);
      if (!isDryRun && error.code !== 'canceled') store.siteEquipment.fail(site, error.userMessage, clock.now());
      throw thrown;
    }
  };
  await context.check(number, read, (units) => {
    if (!isDryRun) store.siteEquipment.keep(site, units, clock.now());
    const isSame = before?.fetchedAt != null && JSON.stringify(before.units) === JSON.stringify(units);
    const outcome = before?.fetchedAt == null ? 'created' : isSame ? 'unchanged' : 'changed';
    const message = units.length === 1 ? 'One piece of equipment' : `${units.length} pieces of equipment`;
    return { outcome, message, changes: [] };
  });
}
