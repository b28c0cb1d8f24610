import { AppError } from '#shared/errors.ts';
import type { RunChange } from '#shared/model/run.ts';
import type { WorkFossaSource } from '#shared/model/source.ts';
import type { Portal, UnreadableOrder, WorkListReading } from '../../sources/workfossa/portal.ts';
import type { AppliedOrder, AppliedRead } from '../../store/work-order-log.ts';
import type { JobContext, TargetOutcome } from '../define-job.ts';
import { keepOutcomes } from '../keep-outcomes.ts';

/** A read that updated what it saw and proves nothing of the rest. */
export class UnprovenRead extends AppError {}

/**
 * Reads the whole list and stores it. An unproven one leaves the run partial; one that gives nothing readable rejects, with everything
 * left as it was.
 */
export async function syncList(context: JobContext, source: WorkFossaSource, portal: Portal): Promise<void> {
  const reading = await portal.readList();
  context.signal.throwIfAborted();
  assertReadable(reading);
  context.expect(reading.orders.length + reading.faults.length);
  const applied = await keep(context, source, reading);
  for (const fault of reading.faults) missRow(context, fault);
  const pages = reading.pages === 1 ? 'one page' : `${reading.pages} pages`;
  context.note('info', `${source.name} lists ${reading.orders.length} orders on ${pages}.`);
  if (applied.doubts.length === 0) return;
  const { trouble } = reading;
  const message = `Not every order is certain to have been read, so nothing is missing because of it. ${applied.doubts.join(' ')}`;
  context.miss(source.id, new UnprovenRead(trouble?.code ?? 'source_changed', message, { cause: trouble }));
}

/** Nothing at all, unless it is proven, is no list. */
function assertReadable({ orders, faults, doubts, trouble }: WorkListReading): void {
  if (orders.length > 0 || (faults.length === 0 && doubts.length === 0)) return;
  if (trouble !== null) throw trouble;
  const reasons = faults.length > 0 ? faults.map(({ label, reason }) => `${label}: ${reason}`) : doubts;
  throw new AppError('source_changed', `No work order of the list could be read. ${reasons[0] ?? ''}`.trim());
}

/** Stores the orders in one transaction, and after it what became of each in the run's notes. */
async function keep(context: JobContext, source: WorkFossaSource, findings: WorkListReading): Promise<AppliedRead> {
  const { clock, stepMs, runId, isDryRun } = context;
  const { workOrders } = context.store;
  const look = { sourceId: source.id, at: clock.now(), stepMs, runId };
  let applied: AppliedRead | undefined;
  context.keepAll(() => {
    applied = isDryRun ? workOrders.preview(look, findings) : workOrders.apply(look, findings);
    return [];
  });
  if (applied === undefined) throw new Error('A read was kept without being applied.');
  await keepOutcomes(context, applied.orders.map(toOutcome));
  return applied;
}

/** The fault of a row is that of its order alone. */
function missRow(context: JobContext, { number, label, reason }: UnreadableOrder): void {
  context.miss(number ?? label, new AppError('source_changed', `${label}: ${reason}`));
}

function toOutcome({ number, outcome, difference }: AppliedOrder): TargetOutcome {
  return { target: number, outcome, message: describe(outcome, difference), changes: toChanges(difference) };
}

function describe(outcome: AppliedOrder['outcome'], difference: AppliedOrder['difference']): string {
  if (difference === null) return outcome === 'created' ? 'Seen for the first time' : 'As it was';
  if (difference.kind === 'edited') return `Changed: ${difference.fields.map(({ field }) => field).join(', ')}`;
  return { added: 'Added', removed: 'Not listed any more', returned: 'Listed again' }[difference.kind];
}

function toChanges(difference: AppliedOrder['difference']): RunChange[] {
  if (difference === null) return [];
  const { number: target, kind, fields } = difference;
  if (kind === 'edited') return fields.map((change) => ({ target, key: '', ...change }));
  const isListed = kind !== 'removed';
  return [{ target, key: '', field: 'isListed', before: kind === 'added' ? null : !isListed, after: isListed }];
}
