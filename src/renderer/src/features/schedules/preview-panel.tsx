import type { ReactNode } from 'react';
import type { HostLoad, SchedulePlan, SchedulePreview } from '#shared/contract/schedules.ts';
import { cssVars } from '../../lib/css-vars.ts';
import { formatDate } from '../../lib/format-zoned.ts';
import { LoadingState } from '../../ui/placeholders.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { NextRuns } from './next-runs.tsx';
import './plan.css';
import { dstSentences, loadOf } from './plan-words.ts';
import { fieldLabel } from './problem-words.ts';
import type { EditorModel } from './use-editor.ts';

interface PreviewPanelProps {
  readonly editor: EditorModel;
  /** There is nothing stored to compare with. */
  readonly isNew: boolean;
}

/** What the form would do if it were saved now. */
export function PreviewPanel({ editor, isNew }: PreviewPanelProps): ReactNode {
  const { preview, previewError, isBehind, form } = editor;
  return (
    <aside
      className="preview panel"
      aria-label="What it would do"
      aria-busy={isBehind}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- without it only a mouse could scroll what has no link inside
      tabIndex={0}
    >
      {preview === null ? (
        previewError === null ? (
          <LoadingState what="what it would do" rows={8} />
        ) : (
          <p className="failed-text">{previewError.userMessage}</p>
        )
      ) : preview.plan === null || editor.hasLocalProblems ? (
        <p className="secondary">The next runs are shown here as soon as nothing is wrong with the form.</p>
      ) : (
        <>
          <p className="preview__sentence strong">{preview.plan.sentence}.</p>
          {isNew ? null : <Differences preview={preview} />}
          <section className="section" aria-labelledby="preview-next">
            <h3 id="preview-next">The next ten runs</h3>
            <NextRuns plan={preview.plan} before={isNew ? null : preview.stored} timeZone={form.timeZone} />
          </section>
          <DstDays days={preview.plan.dstDays} />
          <Load load={preview.plan.load} />
        </>
      )}
    </aside>
  );
}

/** The fields that saving would change. */
function Differences({ preview: { differences } }: { readonly preview: SchedulePreview }): ReactNode {
  return (
    <section className="section" aria-labelledby="preview-changes">
      <h3 id="preview-changes">What saving changes</h3>
      {differences.length === 0 ? (
        <p className="secondary">Nothing.</p>
      ) : (
        <dl className="preview__changes">
          {differences.map(({ field, before, after }) => (
            <div key={field}>
              <dt className="label">{fieldLabel(field)}</dt>
              <dd>
                <del>{before === '' ? 'nothing' : before}</del> <ins>{after === '' ? 'nothing' : after}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

/** Both days of the year on which the clocks change, where the rule feels them. */
export function DstDays({ days }: { readonly days: SchedulePlan['dstDays'] }): ReactNode {
  if (days.length === 0) return null;
  return (
    <section className="section" aria-labelledby="preview-dst">
      <h3 id="preview-dst">When the clocks change</h3>
      {days.map((day) => (
        <div key={day.date}>
          <p className="strong">{formatDate(day.date)}</p>
          {dstSentences(day).map((sentence) => (
            <p key={sentence} className="secondary">
              {sentence}
            </p>
          ))}
        </div>
      ))}
    </section>
  );
}

/** Requests a day against what each host allows. */
export function Load({ load }: { readonly load: readonly HostLoad[] }): ReactNode {
  if (load.length === 0) return null;
  return (
    <section className="section" aria-labelledby="preview-load">
      <h3 id="preview-load">Requests a day</h3>
      {load.map((host) => {
        const { share, isOver, sentence } = loadOf(host);
        return (
          <div key={host.host}>
            {isOver ? (
              <StateMark mark="attention" word={`${host.host}: more than its budget`} />
            ) : (
              <span className="strong">{host.host}</span>
            )}
            <span className={`load ${isOver ? 'load--over' : ''}`} aria-hidden="true">
              <span style={cssVars({ '--p': Math.min(1, share) })} />
            </span>
            <p className="secondary">{sentence}</p>
          </div>
        );
      })}
    </section>
  );
}
