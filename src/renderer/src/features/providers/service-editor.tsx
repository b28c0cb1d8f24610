import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { ProviderRow } from '#shared/contract/bookings.ts';
import type { Service } from '#shared/model/booking.ts';
import { EditorFrame } from '../../ui/editor-frame.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { placeOf, providerPath } from './provider-words.ts';
import { GroupPrices, ServiceBasics, ServiceNumbers } from './service-fields.tsx';
import { TimeSlotsSection } from './time-slots-section.tsx';
import { useServiceEditor } from './use-service-editor.ts';
import { useSlotPreview } from './use-slot-preview.ts';

interface ServiceEditorProps {
  readonly row: ProviderRow;
  /** What is stored; null adds a service. */
  readonly service: Service | null;
  /** Ids that a new one cannot have. */
  readonly taken: readonly string[];
}

/** Everything about a service, and what the next two weeks would be with it. */
export function ServiceEditor({ row, service: stored, taken }: ServiceEditorProps): ReactNode {
  const { provider } = row;
  const editor = useServiceEditor(provider.id, stored, taken);
  const { draft, form, service, problems } = editor;
  const services = useMemo(
    () => (service === null ? null : [...row.services.filter(({ id }) => id !== service.id), service]),
    [row.services, service],
  );
  const preview = useSlotPreview(provider, services);
  return (
    <EditorFrame
      label="Service"
      isNew={stored === null}
      isDirty={draft.isDirty}
      mayLeave={draft.mayLeave}
      className="provider-editor"
      problems={problems}
      placeOf={placeOf}
      saveError={editor.saveError}
      isSaving={editor.isSaving}
      onSave={editor.save}
      back={providerPath(provider.id)}
      aside={
        <PreviewPanel
          state={preview}
          services={services ?? row.services}
          serviceId={form.id.trim()}
          timeZone={provider.timeZone}
          providerId={stored === null ? null : provider.id}
          isDirty={draft.isDirty}
        />
      }
    >
      <ServiceBasics
        form={form}
        set={draft.set}
        problems={problems}
        isNew={stored === null}
        providerName={provider.name}
      />
      <ServiceNumbers form={form} set={draft.set} problems={problems} />
      <GroupPrices
        steps={form.groupPrices}
        problems={problems}
        onChange={(groupPrices) => draft.set({ groupPrices })}
      />
      <TimeSlotsSection slots={form.timeSlots} problems={problems} onChange={(timeSlots) => draft.set({ timeSlots })} />
    </EditorFrame>
  );
}
