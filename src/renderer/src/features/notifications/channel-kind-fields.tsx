import type { ReactNode } from 'react';
import type { FieldProblem } from '#shared/contract/schedules.ts';
import { FormField, TextControl } from '../../ui/form-field.tsx';
import type { ChannelForm } from './channel-form.ts';

interface ChannelPartProps {
  readonly form: ChannelForm;
  readonly problems: readonly FieldProblem[];
  readonly set: (changes: Partial<ChannelForm>) => void;
}

/** Where messages of a channel go. */
export function ChannelKindFields(props: ChannelPartProps): ReactNode {
  const { form } = props;
  if (form.kind === 'email') return <MailFields {...props} />;
  if (form.kind === 'desktop') return null;
  return (
    <section className="editor__section" aria-labelledby="channel-target">
      <h2 id="channel-target">Where it goes</h2>
      {form.kind === 'webhook' ? (
        <FormField name="url" label="Address" problems={props.problems}>
          {(control) => <TextControl control={control} value={form.url} onChange={(url) => props.set({ url })} />}
        </FormField>
      ) : (
        <p className="secondary">The address of the webhook is its secret; it is asked for below.</p>
      )}
      <label className="choices__choice">
        <input
          type="checkbox"
          checked={form.allowPrivateAddress}
          onChange={(event) => props.set({ allowPrivateAddress: event.target.checked })}
        />
        Allow a private address, for a receiver of your own network
      </label>
    </section>
  );
}

const securities = [
  ['starttls', 'STARTTLS, refused where the server offers none'],
  ['tls', 'TLS from the beginning'],
  ['none', 'None: anybody on the way can read it'],
] as const;

function MailFields({ form, problems, set }: ChannelPartProps): ReactNode {
  return (
    <section className="editor__section" aria-labelledby="channel-target">
      <h2 id="channel-target">Mail server and addresses</h2>
      <div className="editor__pair">
        <FormField name="host" label="Mail server" hint="Such as smtp.example.org." problems={problems}>
          {(control) => <TextControl control={control} value={form.host} onChange={(host) => set({ host })} />}
        </FormField>
        <FormField name="port" label="Port" problems={problems}>
          {(control) => (
            <TextControl
              control={control}
              className="editor__number"
              value={form.port}
              isNumber
              onChange={(port) => set({ port })}
            />
          )}
        </FormField>
      </div>
      <FormField name="security" label="Encryption" problems={problems}>
        {(control) => (
          <select
            {...control}
            className="select"
            value={form.security}
            onChange={({ target }) => {
              const chosen = securities.find(([value]) => value === target.value);
              if (chosen !== undefined) set({ security: chosen[0] });
            }}
          >
            {securities.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        )}
      </FormField>
      <FormField
        name="username"
        label="User name"
        hint="Empty where the server asks for no sign-in."
        problems={problems}
      >
        {(control) => (
          <TextControl control={control} value={form.username} onChange={(username) => set({ username })} />
        )}
      </FormField>
      <Addresses form={form} problems={problems} set={set} />
    </section>
  );
}

function Addresses({ form, problems, set }: ChannelPartProps): ReactNode {
  return (
    <>
      <FormField name="from" label="Sender" hint="The address that messages come from." problems={problems}>
        {(control) => <TextControl control={control} value={form.from} onChange={(from) => set({ from })} />}
      </FormField>
      <FormField name="to" label="Recipients" hint="Up to 20 addresses, with commas between." problems={problems}>
        {(control) => <TextControl control={control} value={form.to} onChange={(to) => set({ to })} />}
      </FormField>
    </>
  );
}
