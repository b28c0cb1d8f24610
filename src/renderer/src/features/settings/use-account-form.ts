import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Account } from '#shared/contract/accounts.ts';
import type { WorkFossaSource } from '#shared/model/source.ts';
import { announce } from '../../lib/notices.ts';
import { useSecretCommand } from '../../lib/use-secret-command.ts';
import type { SecretCommand } from '../../lib/use-secret-command.ts';

interface AccountForm {
  readonly password: string;
  readonly setPassword: (password: string) => void;
  readonly test: SecretCommand<'accounts.testSignIn'>;
  readonly keep: SecretCommand<'accounts.savePassword'>;
  /** Signs in once, with what is typed or with what is kept. */
  readonly tryIt: () => void;
  readonly save: () => void;
  readonly fault: string | null;
}

/** The password lives in this state alone, and goes with the dialog. */
export function useAccountForm(source: WorkFossaSource, { passwordFrom }: Account): AccountForm {
  const client = useQueryClient();
  const [password, setPassword] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const test = useSecretCommand('accounts.testSignIn');
  const keep = useSecretCommand('accounts.savePassword');
  const readAnew = (): void => void client.invalidateQueries({ queryKey: ['accounts.account'] });
  return {
    password,
    setPassword: (next) => {
      setFault(null);
      test.reset();
      keep.reset();
      setPassword(next);
    },
    test,
    keep,
    fault,
    tryIt: () => {
      if (test.isPending) return;
      if (password === '' && passwordFrom === 'nowhere') {
        setFault('Type the password: Rounds has none yet.');
        return;
      }
      keep.reset();
      void test.run({ source, password: password === '' ? null : password }).then(readAnew);
    },
    save: () => {
      if (password === '' || keep.isPending) return;
      void keep.run({ sourceId: source.id, password }).then((saved) => {
        readAnew();
        if (saved === null) return;
        setPassword('');
        announce(`The password of ${source.name} is saved.`);
      });
    },
  };
}
