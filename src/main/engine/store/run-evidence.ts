import type { EpochMs } from '#shared/model/primitives.ts';
import { redactPage } from '../redact-page.ts';
import type { Connection } from './connection.ts';

/** What was on the screen when a step of a run failed. */
export interface KeptEvidence {
  readonly step: string;
  readonly at: EpochMs;
  readonly html: string;
  /** PNG. */
  readonly picture: Uint8Array | null;
  readonly expiresAt: EpochMs;
}

/** What is kept of steps that failed, for seven days. */
export interface RunEvidence {
  /** Keeps at most 1 MB of HTML, redacted, and a picture of at most 2 MB; what has expired is forgotten with it. */
  keep(runId: string, evidence: Pick<KeptEvidence, 'step' | 'html' | 'picture'>, now: EpochMs): void;
  /** Of one run, oldest first; what has expired is not shown. */
  of(runId: string, now: EpochMs): KeptEvidence[];
  /** Forgets what has expired. */
  purge(now: EpochMs): void;
}

const lifeMs = 7 * 86_400_000;
/** UTF-16 units. */
const longestHtml = 1_048_576;
const largestPictureBytes = 2 * 1_048_576;
/** More steps than this never fail usefully in one run. */
const mostOfOneRun = 20;

/** Makes the evidence of a connection. */
export function createRunEvidence(connection: Connection): RunEvidence {
  const { sql, all, run } = connection;
  const purge = (now: EpochMs): void => {
    const expired = all(sql.selectFrom('run_evidence').select('id').where('expires_at', '<=', now));
    // Mostly there is none, and looking costs no write.
    if (expired.length > 0) run(sql.deleteFrom('run_evidence').where('expires_at', '<=', now));
  };
  const countOf = (runId: string): number =>
    all(sql.selectFrom('run_evidence').select('id').where('run_id', '=', Number(runId))).length;
  return {
    keep: (runId, { step, html, picture }, now) =>
      connection.transaction(() => {
        purge(now);
        if (countOf(runId) >= mostOfOneRun) return;
        const row = {
          run_id: Number(runId),
          at: now,
          step,
          html: redactPage(html, { maxLength: longestHtml }),
          picture: picture !== null && picture.byteLength <= largestPictureBytes ? picture : null,
          expires_at: now + lifeMs,
        };
        run(sql.insertInto('run_evidence').values(row));
      }),
    of: (runId, now) =>
      all(
        sql
          .selectFrom('run_evidence')
          .select(['step', 'at', 'html', 'picture', 'expires_at'])
          .where('run_id', '=', Number(runId))
          .where('expires_at', '>', now)
          .orderBy('id'),
      ).map(({ expires_at: expiresAt, ...rest }) => ({ ...rest, expiresAt })),
    purge,
  };
}
