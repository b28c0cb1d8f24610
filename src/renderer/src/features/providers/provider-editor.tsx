import type { ReactNode } from 'react';
import type { ProviderRow } from '#shared/contract/bookings.ts';
import type { FieldProblem } from '#shared/contract/schedules.ts';
import type { Service } from '#shared/model/booking.ts';
import { FormField, TextControl } from '../../ui/form-field.tsx';
import { ZoneField } from '../../ui/zone-field.tsx';
import { EditorFrame } from '../../ui/editor-frame.tsx';
import { ExceptionsSection } from './exceptions-section.tsx';
import { HoursSection } from './hours-section.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import type { ProviderForm } from './provider-form.ts';
import { placeOf, providersPath } from './provider-words.ts';
import { ServicesSection } from './services-section.tsx';
import type { Draft } from '../../lib/use-draft.ts';
import { useProviderEditor } from './use-provider-editor.ts';
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
  const editor = useProviderEditor(row, taken);
  const { draft, form, provider, problems } = editor;
  const services = row?.services ?? noServices;
  const preview = useSlotPreview(provider, services);
  return (
    <EditorFrame
      label="Provider"
      isNew={row === null}
      isDirty={draft.isDirty}
      mayLeave={draft.mayLeave}
      className="provider-editor"
      problems={problems}
      placeOf={placeOf}
      saveError={editor.saveError}
      isSaving={editor.isSaving}
      onSave={editor.save}
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
