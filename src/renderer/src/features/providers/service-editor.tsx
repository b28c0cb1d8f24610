import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { ProviderRow } from '#shared/contract/bookings.ts';
import type { Service } from '#shared/model/booking.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand } from '../../lib/queries.ts';
import { slugOf } from '../../lib/slugs.ts';
import { shownProblems } from './draft-problems.ts';
import { EditorFrame, summaryId } from './editor-frame.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { providerPath, servicePath } from './provider-words.ts';
import { GroupPrices, ServiceBasics, ServiceNumbers } from './service-fields.tsx';
import { checkService, emptyServiceForm, serviceFormOf } from './service-form.ts';
import type { ServiceForm } from './service-form.ts';
import { TimeSlotsSection } from './time-slots-section.tsx';
import { useDraft } from './use-draft.ts';
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
  const navigate = useNavigate();
  const client = useQueryClient();
  const draft = useDraft<ServiceForm>(stored === null ? emptyServiceForm() : serviceFormOf(stored));
  const [isTried, setIsTried] = useState(stored !== null);
  const form = useMemo(
    () => (stored === null && !draft.touched.has('id') ? { ...draft.form, id: slugOf(draft.form.name) } : draft.form),
    [stored, draft.touched, draft.form],
  );
  const { service, problems: found } = useMemo(() => checkService(form, provider.id), [form, provider.id]);
  const isTaken = taken.includes(form.id.trim());
  const all = isTaken ? [...found, { path: ['id'], message: 'belongs to another service' }] : found;
  const problems = shownProblems(all, draft.touched, isTried);
  const services = useMemo(
    () => (service === null || isTaken ? null : [...row.services.filter(({ id }) => id !== service.id), service]),
    [row.services, service, isTaken],
  );
  const preview = useSlotPreview(provider, services);
  const save = useCommand('services.save', { isQuiet: true });
  const submit = (): void => {
    setIsTried(true);
    if (save.isPending) return;
    if (service === null || isTaken) {
      document.getElementById(summaryId)?.focus();
      return;
    }
    save.mutate(
      { service, isNew: stored === null },
      {
        onSuccess: (saved) => {
          draft.settle();
          announce(`${saved.name} is saved. Slots follow with the next maintenance.`);
          void client.invalidateQueries({ queryKey: ['providers.list'] }).then(() => {
            if (stored === null) void navigate(servicePath(saved.id), { replace: true });
          });
        },
      },
    );
  };
  return (
    <EditorFrame
      label="Service"
      isNew={stored === null}
      isDirty={draft.isDirty}
      mayLeave={draft.mayLeave}
      problems={problems}
      saveError={save.error}
      isSaving={save.isPending}
      onSave={submit}
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
