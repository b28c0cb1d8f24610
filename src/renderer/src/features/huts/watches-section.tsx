import { X } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { HutWatchRow } from '#shared/model/hut.ts';
import { formatCount } from '../../lib/format.ts';
import { formatDate } from '../../lib/format-zoned.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand } from '../../lib/queries.ts';
import type { Mark } from '../../lib/words.ts';
import { Age } from '../../ui/age.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { readWatch } from './watch-form.ts';

interface WatchesSectionProps {
  readonly slug: string;
  readonly hutName: string;
  readonly watches: readonly HutWatchRow[];
  /** The night that the page is about; the form begins with it. */
  readonly night: CalendarDate;
  /** The first night that is not over at the hut. */
  readonly tonight: CalendarDate;
  readonly isPast: boolean;
}

/** "Tell me when there are so many beds": what is waited for at this hut, and a form for more. */
export function WatchesSection(props: WatchesSectionProps): ReactNode {
  const { watches, isPast } = props;
  return (
    <section className="section" aria-labelledby="watches">
      <h2 id="watches">Watches</h2>
      {watches.length === 0 ? (
        <p className="secondary">Nothing is waited for at this hut.</p>
      ) : (
        <ul className="watches" aria-label="Watches of this hut">
          {watches.map((watch) => (
            <WatchRow key={watch.id} watch={watch} isPast={isPast} />
          ))}
        </ul>
      )}
      {isPast ? (
        <p className="secondary">Watches are set while the page shows what is known now.</p>
      ) : (
        <Form {...props} />
      )}
    </section>
  );
}

function WatchRow({ watch, isPast }: { readonly watch: HutWatchRow; readonly isPast: boolean }): ReactNode {
  const unwatch = useCommand('huts.unwatch');
  const what = `${formatCount(watch.beds, 'bed', 'beds')} on ${formatDate(watch.date)}`;
  return (
    <li className="watch">
      <StateMark {...metMark(watch)} />
      <span>{what}</span>
      <span className="secondary">
        {watch.metAt === null ? (
          'never met so far'
        ) : (
          <>
            met last <Age at={watch.metAt} className="age--from-left age--below" />
          </>
        )}
      </span>
      {isPast ? null : (
        <IconButton
          label={`Stop waiting for ${what}`}
          icon={<X size={14} aria-hidden="true" />}
          disabled={unwatch.isPending}
          onClick={() => unwatch.mutate({ id: watch.id })}
        />
      )}
    </li>
  );
}

/** Not known is neither met nor not met: the night is closed, unseen or not told. */
function metMark({ isMet }: HutWatchRow): { readonly mark: Mark; readonly word: string } {
  if (isMet === null) return { mark: 'paused', word: 'Not known' };
  return isMet ? { mark: 'active', word: 'Met' } : { mark: 'waiting', word: 'Not met' };
}

function Form({ slug, hutName, night, tonight }: WatchesSectionProps): ReactNode {
  const watch = useCommand('huts.watch', { isQuiet: true });
  const [beds, setBeds] = useState('1');
  const [date, setDate] = useState<string>(night);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const reading = readWatch(beds, date, tonight);
    setProblem('problem' in reading ? reading.problem : null);
    if ('problem' in reading) return;
    watch.mutate(
      { slug, ...reading },
      {
        onSuccess: (saved) => {
          announce(
            `Rounds tells you when ${hutName} has ${formatCount(saved.beds, 'bed', 'beds')} on ${formatDate(saved.date)}.`,
          );
        },
      },
    );
  };
  const fault = problem ?? watch.error?.userMessage ?? null;
  return (
    <form className="watch-form" aria-label="Add a watch" noValidate onSubmit={submit}>
      <span>Tell me when there are</span>
      <input
        className="input watch-form__beds"
        type="number"
        min={1}
        max={1000}
        aria-label="Beds"
        aria-invalid={fault !== null}
        value={beds}
        onChange={({ target }) => setBeds(target.value)}
      />
      <span>beds on</span>
      <input
        className="input"
        type="date"
        min={tonight}
        aria-label="Night"
        value={date}
        onChange={({ target }) => setDate(target.value)}
      />
      <Button type="submit" disabled={watch.isPending}>
        Watch
      </Button>
      {fault === null ? null : (
        <span className="field__error" role="alert">
          {fault}
        </span>
      )}
    </form>
  );
}
