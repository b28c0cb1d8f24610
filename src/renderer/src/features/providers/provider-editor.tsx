import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { ProviderRow } from '#shared/contract/bookings.ts';
import type { FieldProblem } from '#shared/contract/schedules.ts';
import type { Service } from '#shared/model/booking.ts';
import { zoneName } from '../../lib/format.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand } from '../../lib/queries.ts';
import { slugOf } from '../../lib/slugs.ts';
import { FormField, TextControl } from '../../ui/form-field.tsx';
import { ZoneField } from '../../ui/zone-field.tsx';
import { shownProblems } from './draft-problems.ts';
import { EditorFrame, summaryId } from './editor-frame.tsx';
import { ExceptionsSection } from './exceptions-section.tsx';
import { HoursSection } from './hours-section.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { checkProvider, emptyProviderForm, providerFormOf } from './provider-form.ts';
import type { ProviderForm } from './provider-form.ts';
import { providerPath, providersPath } from './provider-words.ts';
import { ServicesSection } from './services-section.tsx';
import { useDraft } from './use-draft.ts';
import type { Draft } from './use-draft.ts';
import { useSlotPreview } from './use-slot-preview.ts';

const noServices: readonly Service[] = [];

interface ProviderEditorProps {
  /** What is stored; null adds a provider. */
  readonly row: ProviderRow | null;
  /** Ids that a new one cannot have. */
  readonly taken: readonly string[];
}

/** Name, zone, hours and exceptions of a provider, and what the next two weeks would be with them. */
export function ProviderEditor({ row, taken }: ProviderEditorProps): ReactNode {
  const navigate = useNavigate();
  const client = useQueryClient();
  const draft = useDraft<ProviderForm>(row === null ? emptyProviderForm(zoneName()) : providerFormOf(row.provider));
  const [isTried, setIsTried] = useState(row !== null);
  const form = useMemo(
    () => (row === null && !draft.touched.has('id') ? { ...draft.form, id: slugOf(draft.form.name) } : draft.form),
    [row, draft.touched, draft.form],
  );
  const { provider, problems: found } = useMemo(() => checkProvider(form), [form]);
  const isTaken = taken.includes(form.id.trim());
  const all = isTaken ? [...found, { path: ['id'], message: 'belongs to another provider' }] : found;
  const problems = shownProblems(all, draft.touched, isTried);
  const services = row?.services ?? noServices;
  const preview = useSlotPreview(isTaken ? null : provider, services);
  const save = useCommand('providers.save', { isQuiet: true });
  const submit = (): void => {
    setIsTried(true);
    if (save.isPending) return;
    if (provider === null || isTaken) {
      document.getElementById(summaryId)?.focus();
      return;
    }
    save.mutate(
      { provider, isNew: row === null },
      {
        onSuccess: (saved) => {
          draft.settle();
          announce(`${saved.name} is saved. Slots follow with the next maintenance.`);
          void client.invalidateQueries({ queryKey: ['providers.list'] }).then(() => {
            if (row === null) void navigate(providerPath(saved.id), { replace: true });
          });
        },
      },
    );
  };
  return (
    <EditorFrame
      label="Provider"
      isNew={row === null}
      isDirty={draft.isDirty}
      mayLeave={draft.mayLeave}
      problems={problems}
      saveError={save.error}
      isSaving={save.isPending}
      onSave={submit}
      back={providersPath}
      aside={
        <PreviewPanel
          state={preview}
          services={services}
          serviceId={null}
          timeZone={provider?.timeZone ?? form.timeZone}
          providerId={row?.provider.id ?? null}
          isDirty={draft.isDirty}
        />
      }
    >
      <Basics form={form} set={draft.set} problems={problems} isNew={row === null} />
      <HoursSection windows={form.windows} problems={problems} onChange={(windows) => draft.set({ windows })} />
      <ExceptionsSection
        exceptions={form.exceptions}
        problems={problems}
        onChange={(exceptions) => draft.set({ exceptions })}
      />
      {row === null ? (
        <p className="secondary">Services can be added once the provider is saved.</p>
      ) : (
        <ServicesSection row={row} />
      )}
    </EditorFrame>
  );
}

interface BasicsProps {
  readonly form: ProviderForm;
  readonly set: Draft<ProviderForm>['set'];
  readonly problems: readonly FieldProblem[];
  readonly isNew: boolean;
}

function Basics({ form, set, problems, isNew }: BasicsProps): ReactNode {
  return (
    <section className="editor__section" aria-labelledby="provider-basics">
      <h2 id="provider-basics">Who can be booked</h2>
      <div className="editor__pair">
        <FormField name="name" label="Name" problems={problems}>
          {(control) => <TextControl control={control} value={form.name} onChange={(name) => set({ name })} />}
        </FormField>
        <FormField
          name="id"
          label="Id"
          hint={isNew ? 'Follows from the name unless you write another; it stays for good.' : 'It stays for good.'}
          problems={problems}
        >
          {(control) => (
            <TextControl control={control} value={form.id} isReadOnly={!isNew} onChange={(id) => set({ id })} />
          )}
        </FormField>
      </div>
      <ZoneField value={form.timeZone} problems={problems} onChange={(timeZone) => set({ timeZone })} />
    </section>
  );
}
