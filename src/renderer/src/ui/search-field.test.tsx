import { screen, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { expect, it } from 'vitest';
import { renderPart } from '../lib/testing/render-app.tsx';
import { useSetParams } from '../lib/use-set-params.ts';
import { SearchField } from './search-field.tsx';

function Found(): ReactNode {
  const [params] = useSearchParams();
  const setParams = useSetParams<'q'>();
  return (
    <>
      <SearchField
        label="Name"
        placeholder="Name"
        shortcut="Search"
        text={params.get('q') ?? ''}
        maxLength={50}
        onText={(q) => setParams({ q })}
      />
      <button type="button" onClick={() => setParams({ q: '' })}>
        Clear
      </button>
    </>
  );
}

it('keeps the keys that come after a rest, and is emptied from outside', async () => {
  const { user, address } = renderPart(<Found />, {});
  const field = screen.getByRole('searchbox', { name: 'Name' });
  await user.type(field, 'P');
  await waitFor(() => expect(address()).toBe('/?q=P'));
  await user.keyboard('elican ');
  await waitFor(() => expect(address()).toBe('/?q=Pelican+'));
  expect(document.activeElement).toBe(field);
  await user.click(screen.getByRole('button', { name: 'Clear' }));
  expect(field).toHaveProperty('value', '');
  await user.type(field, 'Q');
  await waitFor(() => expect(address()).toBe('/?q=Q'));
});
