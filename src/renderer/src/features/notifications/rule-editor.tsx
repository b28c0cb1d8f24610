import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { formatCount } from '../../lib/format.ts';
import { useOperation } from '../../lib/queries.ts';
import { EditorFrame } from '../../ui/editor-frame.tsx';
import { FormField, TextControl } from '../../ui/form-field.tsx';
import { PickList, withStrangers } from '../../ui/pick-list.tsx';
import { doesLast, placeOf } from './notification-words.ts';
import { newChannelPath, ruleLogPath, rulesPath } from './paths.ts';
import { PreviewAside } from './preview-aside.tsx';
import { TemplateSection } from './template-section.tsx';
import { TriggerSection } from './trigger-section.tsx';
import { useRuleEditor } from './use-rule-editor.ts';
import type { RuleEditorInput, RuleEditorModel } from './use-rule-editor.ts';
import { useWordsPreview } from './use-preview.ts';

/** Everything about a rule, and the words that it would send. */
export function RuleEditor(input: RuleEditorInput): ReactNode {
  const editor = useRuleEditor(input);
  const { draft, form, problems } = editor;
  const preview = useWordsPreview(editor.words);
  const isNew = input.rule === null;
  return (
    <EditorFrame
      label="Rule"
      isNew={isNew}
      isDirty={draft.isDirty}
      mayLeave={draft.mayLeave}
      problems={problems}
      placeOf={placeOf}
      saveError={editor.saveError}
      isSaving={editor.isSaving}
      onSave={editor.save}
      back={rulesPath}
      aside={<PreviewAside preview={preview} />}
    >
      <Basics editor={editor} isNew={isNew} />
      <TriggerSection form={form} problems={problems} set={draft.set} />
      <TellingSection editor={editor} />
      <TemplateSection form={form} problems={problems} set={draft.set} preview={preview} />
      {input.rule === null ? null : (
        <p className="secondary">
          <Link to={ruleLogPath(input.rule.id)}>What this rule told so far</Link>
        </p>
      )}
    </EditorFrame>
  );
}

function Basics({ editor, isNew }: { readonly editor: RuleEditorModel; readonly isNew: boolean }): ReactNode {
  const { draft, form, problems } = editor;
  return (
    <section className="editor__section" aria-labelledby="rule-basics">
      <h2 id="rule-basics">What it is called</h2>
      <div className="editor__pair">
        <FormField name="name" label="Name" problems={problems}>
          {(control) => <TextControl control={control} value={form.name} onChange={(name) => draft.set({ name })} />}
        </FormField>
        <FormField
          name="id"
          label="Id"
          hint={isNew ? 'Follows from the name unless you write another; it stays for good.' : 'It stays for good.'}
          problems={problems}
        >
          {(control) => (
            <TextControl control={control} value={form.id} isReadOnly={!isNew} onChange={(id) => draft.set({ id })} />
          )}
        </FormField>
      </div>
      <label className="choices__choice">
        <input
          type="checkbox"
          checked={form.isEnabled}
          onChange={(event) => draft.set({ isEnabled: event.target.checked })}
        />
        The rule is on
      </label>
    </section>
  );
}

function TellingSection({ editor: { draft, form, problems } }: { readonly editor: RuleEditorModel }): ReactNode {
  const channels = useOperation('notifications.channels', {});
  const offered = (channels.data ?? []).map(({ channel }) => ({
    id: channel.id,
    name: channel.isEnabled ? channel.name : `${channel.name}, switched off`,
  }));
  return (
    <section className="editor__section" aria-labelledby="rule-telling">
      <h2 id="rule-telling">Who is told</h2>
      <PickList
        name="channelIds"
        label="Channels"
        items={withStrangers(offered, form.channelIds, channels.data === undefined ? '' : 'removed')}
        chosen={form.channelIds}
        problems={problems}
        onChange={(channelIds) => draft.set({ channelIds })}
        empty={channels.error?.userMessage ?? 'There is no channel yet.'}
        noneHint="None is chosen: what happens stands in the log, and nobody is told."
        someHint={`Told over ${formatCount(form.channelIds.length, 'channel', 'channels')}.`}
      />
      {channels.data?.length === 0 ? (
        <p className="secondary">
          <Link to={newChannelPath('desktop')}>Add a channel</Link> first, so that somebody can be told.
        </p>
      ) : null}
      {doesLast(form.kind) ? (
        <label className="choices__choice">
          <input
            type="checkbox"
            checked={form.tellsEnd}
            onChange={(event) => draft.set({ tellsEnd: event.target.checked })}
          />
          Tell its end as well
        </label>
      ) : null}
    </section>
  );
}
