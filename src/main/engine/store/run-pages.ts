import { type Expression, type ExpressionBuilder, type SqlBool, sql as fragment } from 'kysely';
import type { RunFilter, RunPage } from '#shared/contract/runs.ts';
import type { RunStatus } from '#shared/model/run.ts';
import type { Connection } from './connection.ts';
import { toRun } from './run-rows.ts';
import type { Schema } from './schema.ts';

/** Rows that one page looks at, at most, so that it takes some 10 ms; a look at texts takes longer. */
const rowsPerPage = 10_000;
const rowsPerTextPage = 5_000;
/** Ids that the index `job_run_by_block` puts together; the same number stands in its migration. */
const idsPerBlock = 4096;

/** Ids between which runs may fit, both inclusive. */
interface Span {
  readonly lowest: number;
  readonly highest: number;
}

/**
 * Makes the function that reads filtered pages. Empty lists and blank text do not narrow. Text is compared without regard
 * to the case of any script's letters, for which SQLite has no function; digits alone also find the run of that number.
 */
export function createRunPages(
  connection: Connection,
): (filter: RunFilter, before: string | null, limit: number) => RunPage {
  connection.raw.function('contains_folded', { deterministic: true }, (text: unknown, folded: unknown) =>
    Number(fold(String(text)).includes(String(folded))),
  );
  return (filter, before, limit) => {
    const span = spanOf(connection, filter, before);
    if (span === undefined) return { runs: [], nextBefore: null };
    const reach = reachOf(connection, filter, span);
    const rows = connection.all(
      connection.sql
        .selectFrom('job_run')
        .selectAll()
        .where((e) => e.and([e('id', '>=', reach.lowest), e('id', '<=', reach.highest), ...conditionsOf(e, filter)]))
        .orderBy('id', 'desc')
        .limit(limit + 1),
    );
    const runs = rows.slice(0, limit).map(toRun);
    if (rows.length > limit) return { runs, nextBefore: runs.at(-1)?.id ?? null };
    return { runs, nextBefore: reach.lowest > span.lowest ? String(reach.lowest) : null };
  };
}

/** Upper case, because it folds more than lower case does: ß and ss, σ and ς. */
function fold(text: string): string {
  return text.toUpperCase();
}

function conditionsOf(e: ExpressionBuilder<Schema, 'job_run'>, filter: RunFilter): Expression<SqlBool>[] {
  const { kind, scheduleId, status = [], trigger = [], from, until } = filter;
  const text = textOf(filter);
  return [
    ...(kind === undefined ? [] : [e('kind', '=', kind)]),
    ...(scheduleId === undefined ? [] : [e('schedule_id', '=', scheduleId)]),
    ...(status.length === 0 ? [] : [e('status', 'in', status)]),
    ...(trigger.length === 0 ? [] : [e('trigger', 'in', trigger)]),
    ...(from === undefined ? [] : [e('created_at', '>=', from)]),
    ...(until === undefined ? [] : [e('created_at', '<', until)]),
    ...(text === '' ? [] : [e.or([containsText(text), ...(/^\d+$/.test(text) ? [e('id', '=', Number(text))] : [])])]),
  ];
}

/** One call for the three texts of a row, with a character between them that nobody types: calls are what takes time. */
function containsText(text: string): Expression<SqlBool> {
  return fragment<SqlBool>`contains_folded(
    subject || char(31) || coalesce(reason, '') || char(31) || coalesce(error_message, ''), ${fold(text)})`;
}

/** Narrows as far as indexes tell without a look at the runs themselves; undefined where nothing can fit. */
function spanOf(connection: Connection, filter: RunFilter, before: string | null): Span | undefined {
  const edges = isOfOpenRuns(filter.status) ? openEdges(connection) : { lowest: 1, highest: newestId(connection) };
  const highest = before === null ? edges.highest : Math.min(edges.highest, Number(before) - 1);
  const span = { lowest: edges.lowest, highest };
  if (span.lowest > span.highest) return undefined;
  return filter.from === undefined && filter.until === undefined ? span : narrowToDates(connection, span, filter);
}

const openStatuses: ReadonlySet<RunStatus> = new Set<RunStatus>(['planned', 'claimed', 'running']);

function isOfOpenRuns(status: readonly RunStatus[] = []): boolean {
  return status.length > 0 && status.every((one) => openStatuses.has(one));
}

function newestId({ sql, get }: Connection): number {
  return get(sql.selectFrom('job_run').select((e) => e.fn.max('id').as('id')))?.id ?? 0;
}

/** Runs without an end are few, and two partial indexes hold them all. */
const openIds = `
  SELECT min(id) AS lowest, max(id) AS highest FROM
    (SELECT id FROM job_run INDEXED BY job_run_claim WHERE status IN ('claimed','running')
     UNION ALL SELECT id FROM job_run INDEXED BY job_run_waiting WHERE status = 'planned')`;

function openEdges({ prepare }: Connection): Span {
  const edges = prepare<{ readonly lowest: number | null; readonly highest: number | null }>(openIds).get();
  return { lowest: edges?.lowest ?? 1, highest: edges?.highest ?? 0 };
}

/**
 * Clocks are set back, so instants do not ascend with ids, and neither order can be searched for the other. Blocks of ids
 * can: whether one holds a run of a range of time is one look into the index.
 */
const firstBlock = `
  WITH RECURSIVE block (number) AS
    (SELECT @first UNION ALL SELECT number + @step FROM block WHERE number <> @last)
  SELECT number FROM block
  WHERE EXISTS (SELECT 1 FROM job_run WHERE id / ${idsPerBlock} = number AND created_at >= @from AND created_at < @until)
  LIMIT 1`;

function narrowToDates({ prepare }: Connection, { lowest, highest }: Span, filter: RunFilter): Span | undefined {
  const statement = prepare<{ readonly number: number }>(firstBlock);
  const range = { from: filter.from ?? Number.MIN_SAFE_INTEGER, until: filter.until ?? Number.MAX_SAFE_INTEGER };
  const oldest = Math.floor(lowest / idsPerBlock);
  const newest = statement.get({ first: Math.floor(highest / idsPerBlock), last: oldest, step: -1, ...range })?.number;
  if (newest === undefined) return undefined;
  const first = statement.get({ first: oldest, last: newest, step: 1, ...range })?.number ?? newest;
  const span = {
    lowest: Math.max(lowest, first * idsPerBlock),
    highest: Math.min(highest, (newest + 1) * idsPerBlock - 1),
  };
  return span.lowest > span.highest ? undefined : span;
}

/** The part of a span that one page looks at. */
function reachOf(connection: Connection, filter: RunFilter, { lowest, highest }: Span): Span {
  const rows = textOf(filter) === '' ? rowsPerPage : rowsPerTextPage;
  if (filter.scheduleId === undefined) return { lowest: Math.max(lowest, highest - rows + 1), highest };
  const last = connection.get(
    connection.sql
      .selectFrom('job_run')
      .select('id')
      .where('schedule_id', '=', filter.scheduleId)
      .where('id', '>=', lowest)
      .where('id', '<=', highest)
      .orderBy('id', 'desc')
      .limit(1)
      .offset(rows - 1),
  );
  return { lowest: last?.id ?? lowest, highest };
}

function textOf({ text }: RunFilter): string {
  return text?.trim() ?? '';
}
