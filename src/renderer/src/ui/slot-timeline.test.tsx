import { act, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { listenForShortcuts } from '../lib/shortcuts.ts';
import { HOUR, MINUTE, sampleStretch } from '../lib/testing/samples.ts';
import { SlotTimeline } from './slot-timeline.tsx';

const from = Date.UTC(2026, 10, 24, 8);
const stretches = [
  sampleStretch({ firstPlanned: from }),
  sampleStretch({ firstPlanned: from + HOUR, runId: 'run-2', runStatus: 'failed', story: 'waitz.io did not answer.' }),
  sampleStretch({
    firstPlanned: from + 2 * HOUR,
    lastPlanned: from + 4 * HOUR,
    count: 3,
    verdict: 'asleep',
    runId: null,
    runStatus: null,
    story: 'The machine slept from 01:50.',
  }),
];

afterAll(listenForShortcuts());

function show(): { onOpenRun: ReturnType<typeof vi.fn<(id: string) => void>> } {
  const onOpenRun = vi.fn<(id: string) => void>();
  render(
    <SlotTimeline
      stretches={stretches}
      from={from}
      until={from + 5 * HOUR + MINUTE}
      timeZone="America/Los_Angeles"
      onOpenRun={onOpenRun}
    />,
  );
  return { onOpenRun };
}

describe('A timeline of slots', () => {
  it('counts what it shows in a sentence and names its zone', () => {
    show();
    expect(screen.getByText('5 slots: 2 ran (1 failed), 3 asleep.')).toBeTruthy();
    expect(screen.getByText('Los Angeles time (America/Los_Angeles)')).toBeTruthy();
  });

  it('tells the story of each stretch to the arrow keys, and opens its run on Enter', async () => {
    const { onOpenRun } = show();
    const user = userEvent.setup();
    act(() => screen.getByRole('button', { name: 'Tue 24 Nov, 02:00–04:00: Asleep, 3 slots' }).focus());
    expect(screen.getByRole('status').textContent).toContain('The machine slept from 01:50.');
    expect(screen.queryByRole('button', { name: 'Open the run' })).toBeNull();
    await user.keyboard('{Enter}');
    expect(onOpenRun).not.toHaveBeenCalled();
    await user.keyboard('{ArrowLeft}');
    expect(screen.getByRole('status').textContent).toBe(
      'Tue 24 Nov, 01:00 Los Angeles time Failed waitz.io did not answer.',
    );
    await user.keyboard('{Enter}');
    expect(onOpenRun).toHaveBeenCalledExactlyOnceWith('run-2');
    await user.click(screen.getByRole('button', { name: 'Open the run' }));
    expect(onOpenRun).toHaveBeenCalledTimes(2);
  });

  it('is one stop of the tab key, and Home leads to the oldest', async () => {
    show();
    const user = userEvent.setup();
    act(() => screen.getByRole('button', { name: /Asleep/ }).focus());
    await user.keyboard('{Home}');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Tue 24 Nov, 00:00: Succeeded');
    expect(document.querySelectorAll('.timeline__cells [tabindex="0"]')).toHaveLength(1);
  });

  it('tells the story of what is pointed at', async () => {
    show();
    await userEvent.setup().hover(screen.getByRole('button', { name: /01:00: Failed/ }));
    expect(screen.getByRole('status').textContent).toContain('waitz.io did not answer.');
  });

  it('becomes a table with one key', async () => {
    const { onOpenRun } = show();
    const user = userEvent.setup();
    await user.keyboard('t');
    expect(screen.getByRole('table', { name: 'What became of the slots, newest first' })).toBeTruthy();
    expect(screen.getAllByRole('row')[1]?.textContent).toBe(
      'Tue 24 Nov, 02:00–04:003AsleepThe machine slept from 01:50.–',
    );
    await user.click(screen.getByRole('button', { name: 'Open the run of Tue 24 Nov, 01:00' }));
    expect(onOpenRun).toHaveBeenCalledWith('run-2');
  });
});
