import { ArrowLeft, Pencil, RefreshCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import type { HutDetail } from '#shared/contract/huts.ts';
import { dateIn } from '#shared/model/calendar-date.ts';
import { useNow } from '../../lib/clock.ts';
import { hostOf } from '../../lib/hosts.ts';
import { useOperation } from '../../lib/queries.ts';
import { useRunningRuns, useUpdateHuts } from '../../lib/runs.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { OutsideLink } from '../../ui/outside-link.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { RunProgress } from '../../ui/run-progress.tsx';
import { AsOfControl } from './as-of-control.tsx';
import { useAsOf } from './as-of.ts';
import { chosenNight } from './calendar-model.ts';
import { CurveSection } from './curve-section.tsx';
import { HutChanges } from './hut-changes.tsx';
import { HutDialog } from './hut-dialog.tsx';
import { HutFacts } from './hut-facts.tsx';
import { HutFaults } from './hut-faults.tsx';
import { hutSentence } from './hut-words.ts';
import { NightStates } from './night-states.tsx';
import { hutsPath } from './paths.ts';
import { RemoveHutDialog } from './remove-hut-dialog.tsx';
import { WatchesSection } from './watches-section.tsx';
import { YearCalendar } from './year-calendar.tsx';
import './huts.css';
import './hut-page.css';

/** One hut: its nights of a year, how the chosen one came to be as it is, and what is watched for. */
export function HutPage(): ReactNode {
  const { slug = '' } = useParams();
  const { asOf } = useAsOf();
  const now = useNow(10_000);
  // Never the answer of the question before: under the banner of an instant must stand what was known then.
  const detail = useOperation('huts.hut', { slug, asOf }, { refetchIntervalMs: 60_000 });
  const { data } = detail;
  return (
    <div className="page hut-page">
      <PageHeader
        title={data?.hut.name ?? `Hut ${slug}`}
        sentence={data === undefined ? '' : hutSentence(data.row, asOf ?? now)}
        actions={data === undefined ? undefined : <Actions detail={data} isPast={asOf !== null} />}
      />
      <div className="huts-bar">
        <Link className="hut-back" to={hutsPath(asOf)}>
          <ArrowLeft size={14} aria-hidden="true" /> All huts
        </Link>
        <AsOfControl />
      </div>
      {data !== undefined ? (
        <Sections detail={data} asOf={asOf} at={asOf ?? now} />
      ) : detail.error === null ? (
        <LoadingState what={`hut ${slug}`} rows={14} />
      ) : (
        <ErrorState what={`hut ${slug}`} error={detail.error} onRetry={() => void detail.refetch()} />
      )}
    </div>
  );
}

interface SectionsProps {
  readonly detail: HutDetail;
  readonly asOf: number | null;
  /** The instant whose knowledge is shown. */
  readonly at: number;
}

function Sections({ detail, asOf, at }: SectionsProps): ReactNode {
  const [params] = useSearchParams();
  const { slug, timeZone } = detail.hut;
  const tonight = dateIn(timeZone, at);
  const night = chosenNight(params.get('night'), detail.nights, tonight);
  return (
    <>
      <HutFacts detail={detail} at={at} />
      <HutFaults faults={detail.faults} />
      <div className="hut-body">
        <div className="hut-columns">
          <YearCalendar slug={slug} asOf={asOf} night={night} tonight={tonight} />
          <div className="hut-night">
            <CurveSection slug={slug} night={night} asOf={asOf} at={at} timeZone={timeZone} />
            <NightStates slug={slug} night={night} asOf={asOf} />
          </div>
        </div>
        <div className="hut-columns hut-columns--even">
          <WatchesSection
            key={night}
            slug={slug}
            hutName={detail.hut.name}
            watches={detail.watches}
            night={night}
            tonight={tonight}
            isPast={asOf !== null}
          />
          <HutChanges slug={slug} asOf={asOf} />
        </div>
      </div>
    </>
  );
}

function Actions({ detail, isPast }: { readonly detail: HutDetail; readonly isPast: boolean }): ReactNode {
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<'edit' | 'remove' | null>(null);
  const close = (): void => setDialog(null);
  const { hut, link } = detail;
  return (
    <>
      {link === null ? null : <OutsideLink url={link}>{hostOf(link)}</OutsideLink>}
      {isPast ? null : (
        <>
          <Button onClick={() => setDialog('edit')}>
            <Pencil size={14} aria-hidden="true" /> Edit
          </Button>
          <Button onClick={() => setDialog('remove')}>
            <Trash2 size={14} aria-hidden="true" /> Remove
          </Button>
          <UpdateButton slug={hut.slug} />
        </>
      )}
      {dialog === 'edit' ? <HutDialog hut={hut} onClose={close} /> : null}
      {dialog === 'remove' ? (
        <RemoveHutDialog hut={hut} onClose={close} onRemoved={() => void navigate('/huts')} />
      ) : null}
    </>
  );
}

function UpdateButton({ slug }: { readonly slug: string }): ReactNode {
  const [running] = useRunningRuns('huts.update');
  const { update, isStarting } = useUpdateHuts();
  useShortcut('u', 'Update this hut now', () => {
    if (running === undefined && !isStarting) update([slug]);
  });
  if (running !== undefined) return <RunProgress run={running} />;
  return (
    <Button look="primary" disabled={isStarting} onClick={() => update([slug])}>
      <RefreshCw size={14} aria-hidden="true" /> Update now
    </Button>
  );
}
