import { slotsOf } from '#shared/booking/slots.ts';
import { toAppError } from '#shared/errors.ts';
import { addDays, type CalendarDate, dateIn } from '#shared/model/calendar-date.ts';
import type { PlanAction } from '#shared/model/run-plan.ts';
import { createSlices } from '../../slices.ts';
import type { CarriedOut, PlanContext } from '../../planning/planned-job.ts';
import { slotKey } from '../../store/booking-slots.ts';
import { entityOf } from '../../store/planned-entities.ts';
import type { PlanRow } from '../../store/planned-entity.ts';
import { readOutline } from '../../store/slot-outline.ts';
import type { Store } from '../../store/store.ts';
import { type ChosenService, chosenServices } from './choose.ts';
import type { SlotsMaintainParameters } from './parameters.ts';
import { createRuleTimes, isSurelyUpToDate, type RuleTimes } from './outline.ts';
import { createRow, detachRow, removeRow, retimeRow, type UpkeepSlot } from './rows.ts';
import { isUpToDate, type Upkeep, upkeepOf } from './upkeep.ts';

/** Free slots of so many past days go every day; older ones, after a long absence or under a wrong date, are worth a question. */
const ordinaryDays = 7;
/** Rows of a plan are added in pieces of so many. */
const mostRows = 500;
/** So many services with bookings to look after are named. */
const mostNamed = 20;

/** Booked slots that stay although nothing speaks for them any more. */
interface Kept {
  past: number;
  readonly notOffered: string[];
  readonly mistimed: string[];
}

/** Plans what has to be done to the slots of every chosen service; a service that cannot be planned is no trouble to the others. */
export async function planUpkeep(params: SlotsMaintainParameters, context: PlanContext): Promise<void> {
  const chosen = chosenServices(context.store, params);
  context.expect(chosen.length);
  const kept: Kept = { past: 0, notOffered: [], mistimed: [] };
  const look = { params, kept, ruleTimes: createRuleTimes(slotsOf) };
  const rest = createSlices(context);
  for (const each of chosen) {
    context.signal.throwIfAborted();
    try {
      await planService(each, look, context);
    } catch (thrown) {
      if (context.signal.aborted) throw thrown;
      context.fail(each.service.id, toAppError(thrown));
    }
    await rest();
  }
  if (chosen.length === 0) context.note('info', 'There is no service to keep slots for yet.');
  noteKept(kept, context);
}

/** What is the same for every service of a run. */
interface Look {
  readonly params: SlotsMaintainParameters;
  readonly kept: Kept;
  readonly ruleTimes: RuleTimes;
}

async function planService(
  { service, provider }: ChosenService,
  { params, kept, ruleTimes }: Look,
  context: PlanContext,
): Promise<void> {
  const { store, clock } = context;
  const now = clock.now();
  const today = dateIn(provider.timeZone, now);
  const request = {
    service,
    provider,
    today,
    now,
    daysAhead: params.daysAhead,
    forceCleanup: params.forceCleanup,
    mostSlots: params.mostSlotsPerService,
  };
  const outline = readOutline(store.connection, { serviceId: service.id, providerId: provider.id, today });
  if (isSurelyUpToDate(request, outline, ruleTimes)) {
    kept.past += outline.bookedPast;
    context.same(service.id, whyNothing(service.name, service.status));
    return;
  }
  const stored = readStored(store, service.id);
  const upkeep = upkeepOf(request, stored, slotsOf);
  keep(kept, service.name, upkeep);
  if (isUpToDate(upkeep)) {
    context.same(service.id, whyNothing(service.name, service.status));
    return;
  }
  await addRows(service.id, today, upkeep, context);
}

function readStored(store: Store, serviceId: string): UpkeepSlot[] {
  const { columns } = entityOf(store, 'booking_slot');
  const [untilAt, providerAt] = [columns.indexOf('until_minute'), columns.indexOf('provider_id')];
  return store.bookingSlots.ofService(serviceId, { from: null, before: null }).map((slot) => ({
    ...slot,
    untilMinute: Number(slot.values[untilAt]),
    providerId: String(slot.values[providerAt]),
  }));
}

async function addRows(
  serviceId: string,
  today: CalendarDate,
  upkeep: Upkeep<UpkeepSlot>,
  context: PlanContext,
): Promise<void> {
  const { store, runId } = context;
  const slots = entityOf(store, 'booking_slot');
  const reservations = entityOf(store, 'reservation');
  const now = context.clock.now();
  const keyOf = ({ providerId, date, fromMinute }: UpkeepSlot): string =>
    slotKey(serviceId, providerId, date, fromMinute);
  const add = async (entity: string, action: PlanAction, rows: readonly PlanRow[], isOrdinary = false) => {
    for (let from = 0; from < rows.length; from += mostRows)
      await context.add(entity, action, rows.slice(from, from + mostRows), serviceId, isOrdinary);
  };
  const remove = (gone: readonly UpkeepSlot[], isOrdinary: boolean) =>
    add(
      slots.name,
      'remove',
      gone.map((slot) => removeRow(slot, keyOf(slot))),
      isOrdinary,
    );
  const detached = upkeep.removeBooked.flatMap((slot) =>
    store.bookingSlots.get(String(slot.id)).bookings.flatMap(({ id }) => {
      const values = reservations.find(id);
      return values === undefined ? [] : [detachRow(id, values, reservations, now)];
    }),
  );
  await add(reservations.name, 'update', detached);
  const isRecent = ({ date }: UpkeepSlot): boolean => date >= addDays(today, -ordinaryDays);
  await remove(upkeep.removePast.filter(isRecent), true);
  const isOld = (slot: UpkeepSlot): boolean => !isRecent(slot);
  await remove([...upkeep.removeBooked, ...upkeep.removePast.filter(isOld), ...upkeep.removeNotOffered], false);
  await add(
    slots.name,
    'update',
    upkeep.retime.map((each) => retimeRow(each, keyOf(each.slot), slots)),
  );
  const columns = slots.columns;
  await add(
    slots.name,
    'create',
    upkeep.create.map((slot) => createRow(slot, { columns, runId, now })),
  );
}

function whyNothing(name: string, status: string): string {
  if (status === 'draft') return `${name} is a draft: it gets no slots.`;
  if (status === 'inactive') return `${name} is not offered at present: it gets no slots.`;
  return `${name}: every slot is there.`;
}

function keep(kept: Kept, name: string, { bookedPast, bookedNotOffered, bookedMistimed }: Upkeep<UpkeepSlot>): void {
  kept.past += bookedPast.length;
  if (bookedNotOffered.length > 0) kept.notOffered.push(`${name} (${bookedNotOffered.length})`);
  if (bookedMistimed.length > 0) kept.mistimed.push(`${name} (${bookedMistimed.length})`);
}

function noteKept({ past, notOffered, mistimed }: Kept, { note }: PlanContext): void {
  if (past > 0) note('info', `Kept ${count(past, 'booked slot')} of past dates.`);
  const booked = 'Booked slots stay';
  if (notOffered.length > 0) note('warn', `${booked} though they are not offered any more: ${listed(notOffered)}.`);
  if (mistimed.length > 0)
    note('warn', `${booked} at their old time though their provider's time zone is another: ${listed(mistimed)}.`);
}

function listed(names: readonly string[]): string {
  const rest = names.length - mostNamed;
  return rest <= 0 ? names.join(', ') : `${names.slice(0, mostNamed).join(', ')} and ${rest} more`;
}

function count(number: number, word: string): string {
  return number === 1 ? `one ${word}` : `${number} ${word}s`;
}

/** Writes down at each reservation that lost its slot, or got it back, which run did so. */
export function noteDetached(store: Store, { entity, rows, source, runId, at }: CarriedOut): void {
  if (entity !== 'reservation') return;
  const isBack = source === 'undo';
  store.reservations.noteRun(
    rows.map(({ key }) => ({
      id: key,
      at,
      runId,
      action: isBack ? ('restored' as const) : ('detached' as const),
      summary: isBack ? 'Got its past slot back.' : 'Its past slot was removed; the booking stays as it is.',
    })),
  );
}
