import { screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, it } from 'vitest';
import { renderPart } from './testing/render-app.tsx';
import { useEditParams, useSetParams } from './use-set-params.ts';

/** Sets two parameters one after the other, as two quick hands do before the page is drawn again. */
function Both(): ReactNode {
  const set = useSetParams<'beds' | 'status' | 'night'>();
  const editParams = useEditParams();
  return (
    <>
      <button
        type="button"
        onClick={() => {
          set({ beds: '4', night: '2026-07-01' });
          set({ status: 'fits', night: '' });
        }}
      >
        Ask
      </button>
      <button type="button" onClick={() => editParams(({ size }) => ({ had: String(size) }))}>
        Count
      </button>
    </>
  );
}

it('goes out from what was written a moment before, drawn or not', async () => {
  const { user, address } = renderPart(<Both />, {});
  await user.click(screen.getByRole('button', { name: 'Ask' }));
  expect(address()).toBe('/?beds=4&status=fits');
  await user.click(screen.getByRole('button', { name: 'Count' }));
  expect(address()).toBe('/?had=2');
});
