import type { ReactNode } from 'react';
import type { SlotPreview } from '#shared/contract/bookings.ts';
import type { Service } from '#shared/model/booking.ts';
import { zoneTitle } from '../../lib/format-zoned.ts';
import { Button } from '../../ui/button.tsx';
import { MaintenanceButton } from '../../ui/maintenance-button.tsx';
import { LoadingState } from '../../ui/placeholders.tsx';
import { PreviewCalendar } from './preview-calendar.tsx';
import './preview.css';
import { categoryWords, previewSentence } from './preview-words.ts';
import type { SlotPreviewState } from './use-slot-preview.ts';

interface PreviewPanelProps {
  readonly state: SlotPreviewState;
  /** Names of the services by their id. */
  readonly services: readonly Pick<Service, 'id' | 'name'>[];
  /** The service whose slots are shown; null shows those of all. */
  readonly serviceId: string | null;
  readonly timeZone: string;
  /** The stored provider; null for one that is not stored yet. */
  readonly providerId: string | null;
  readonly isDirty: boolean;
}

/** The next two weeks as the draft has them, and what saving it will do. */
export function PreviewPanel(props: PreviewPanelProps): ReactNode {
  const { state, isDirty, providerId } = props;
  return (
    <aside
      className="slot-preview panel"
      aria-label="The next two weeks"
      aria-busy={state.isBehind && !state.isBlocked}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- without it only a mouse could scroll what has no link inside
      tabIndex={0}
    >
      <h2>The next two weeks</h2>
      {state.isBlocked ? (
        <p className="secondary">The slots are shown here as soon as nothing is wrong with the form.</p>
      ) : state.preview !== null ? (
        <PreviewBody {...props} preview={state.preview} />
      ) : state.error === null ? (
        <LoadingState what="the next two weeks" rows={8} />
      ) : (
        <>
          <p className="failed-text">{state.error.userMessage}</p>
          <div>
            <Button onClick={state.retry}>Try again</Button>
          </div>
        </>
      )}
      {providerId === null ? null : (
        <section className="section" aria-label="Maintenance">
          <p className="secondary">
            {isDirty
              ? 'Slots follow the rules with the next maintenance after saving.'
              : 'Slots follow the rules with the next maintenance. It can be run at once.'}
          </p>
          <div>
            <MaintenanceButton
              providers={[providerId]}
              reason={`Asked for after an edit of ${providerId}`}
              isDisabled={isDirty}
            />
          </div>
        </section>
      )}
    </aside>
  );
}

function PreviewBody(props: PreviewPanelProps & { readonly preview: SlotPreview }): ReactNode {
  const { preview, serviceId, services, timeZone, state } = props;
  const slots = serviceId === null ? preview.slots : preview.slots.filter((slot) => slot.serviceId === serviceId);
  const categories = categoryWords(slots);
  return (
    <>
      <output className="slot-preview__sentence strong">{previewSentence({ slots, days: preview.days })}</output>
      {categories === '' ? null : <p className="secondary">By category: {categories}.</p>}
      {preview.notes.map((note) => (
        <p key={note} className="secondary">
          {note}
        </p>
      ))}
      {state.error === null ? null : <p className="failed-text">{state.error.userMessage}</p>}
      <PreviewCalendar
        preview={{ ...preview, slots }}
        names={new Map(services.map(({ id, name }) => [id, name]))}
        hasNames={serviceId === null}
      />
      <p className="secondary">Times are those of {zoneTitle(timeZone)}.</p>
    </>
  );
}
