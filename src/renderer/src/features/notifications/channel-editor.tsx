import type { ReactNode } from 'react';
import { Age } from '../../ui/age.tsx';
import { Button } from '../../ui/button.tsx';
import { EditorFrame } from '../../ui/editor-frame.tsx';
import { FormField, TextControl } from '../../ui/form-field.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { ChannelKindFields } from './channel-kind-fields.tsx';
import { ChannelSecret } from './channel-secret.tsx';
import { channelKinds, channelMark, placeOf } from './notification-words.ts';
import { channelsPath } from './paths.ts';
import { QuietSection } from './quiet-section.tsx';
import { useChannelEditor } from './use-channel-editor.ts';
import type { ChannelEditorInput, ChannelEditorModel } from './use-channel-editor.ts';

/** Everything about a channel, and a message to try it with. */
export function ChannelEditor(input: ChannelEditorInput): ReactNode {
  const editor = useChannelEditor(input);
  const { draft, form, problems } = editor;
  const isNew = input.row === null;
  return (
    <EditorFrame
      label="Channel"
      isNew={isNew}
      isDirty={editor.isDirty}
      mayLeave={editor.mayLeave}
      problems={problems}
      placeOf={placeOf}
      saveError={editor.saveError}
      isSaving={editor.isSaving}
      onSave={editor.save}
      back={channelsPath}
      aside={<ChannelAside editor={editor} row={input.row} />}
    >
      <Basics editor={editor} isNew={isNew} />
      <ChannelKindFields form={form} problems={problems} set={draft.set} />
      <ChannelSecret editor={editor} row={input.row} />
      <QuietSection form={form} problems={problems} set={draft.set} />
    </EditorFrame>
  );
}

function Basics({ editor, isNew }: { readonly editor: ChannelEditorModel; readonly isNew: boolean }): ReactNode {
  const { draft, form, problems } = editor;
  return (
    <section className="editor__section" aria-labelledby="channel-basics">
      <h2 id="channel-basics">{channelKinds[form.kind].label}</h2>
      <p className="secondary">{channelKinds[form.kind].hint}</p>
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
        Messages go over this channel
      </label>
    </section>
  );
}

interface ChannelAsideProps {
  readonly editor: ChannelEditorModel;
  readonly row: ChannelEditorInput['row'];
}

/** How the channel stands, and a message that goes at once. */
function ChannelAside({ editor: { test, sendTest }, row }: ChannelAsideProps): ReactNode {
  return (
    <aside className="panel notify-aside" aria-label="How it stands">
      {row === null ? null : <Standing row={row} />}
      <h2>Try it</h2>
      <p className="secondary">
        Sends one message now, with what the form says, whatever quiet hours and ceiling say. Nothing is saved.
      </p>
      <div>
        <Button disabled={test.isPending} onClick={sendTest}>
          {test.isPending ? 'Sending…' : 'Send a test message'}
        </Button>
      </div>
      {test.error === null ? null : (
        <p className="fault" role="alert">
          {test.error.userMessage}
        </p>
      )}
      <output>
        {test.data === undefined ? null : (
          <StateMark mark="active" word="The message was taken. See whether it came." />
        )}
      </output>
    </aside>
  );
}

function Standing({ row }: { readonly row: NonNullable<ChannelEditorInput['row']> }): ReactNode {
  const { mark, word } = channelMark(row);
  return (
    <>
      <StateMark mark={mark} word={word} />
      {row.trouble === null ? null : <p>{row.trouble}</p>}
      <p className="secondary">
        {row.lastSentAt === null ? (
          'Nothing was sent yet.'
        ) : (
          <>
            Last sent <Age at={row.lastSentAt} className="age--from-left" />.
          </>
        )}
      </p>
    </>
  );
}
