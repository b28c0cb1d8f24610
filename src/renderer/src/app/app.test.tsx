import { render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { writeAs } from '../lib/date-style.ts';
import { createFakeApi } from '../lib/testing/fake-api.ts';
import { sampleAppInfo } from '../lib/testing/samples.ts';
import { App } from './app.tsx';

afterEach(() => {
  writeAs('words');
  window.location.hash = '';
});

describe('The whole window', () => {
  it('is drawn anew when dates are to be written otherwise, and the choice keeps the focus', async () => {
    vi.stubGlobal('api', createFakeApi({ 'app.info': () => sampleAppInfo(), 'sources.list': () => [] }).api);
    window.location.hash = '#/settings';
    const user = userEvent.setup();
    render(<App />);
    expect((await screen.findByText(/^Now is written/)).textContent).toMatch(/a number 1,234,567/);
    await user.click(screen.getByRole('radio', { name: /ISO 8601/ }));
    expect(screen.getByText(/^Now is written \d{4}-\d{2}-\d{2}, /)).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('radio', { name: /ISO 8601/ })));
    await user.click(screen.getByRole('radio', { name: 'In words' }));
    expect(screen.getByText(/^Now is written/).textContent).toMatch(/a number 1,234,567/);
  });
});
