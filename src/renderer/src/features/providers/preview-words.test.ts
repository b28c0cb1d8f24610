import { describe, expect, it } from 'vitest';
import { samplePreviewSlot, sampleSlotPreview } from '../../lib/testing/provider-samples.ts';
import { categoryWords, dayWords, previewDays, previewSentence } from './preview-words.ts';

const slots = (['new', 'new', 'goes', 'booked', 'stays'] as const).map((fate) => samplePreviewSlot({ fate }));

describe('The words of a preview', () => {
  it('say what is made, removed and kept', () => {
    expect(previewSentence({ slots, days: 14 })).toBe(
      'Within these 14 days 2 slots will be made and 1 free one removed with the next maintenance. ' +
        '1 booked one stays although the hours have it no more.',
    );
  });

  it('say that nothing comes or goes, and that there is nothing', () => {
    expect(previewSentence({ slots: [samplePreviewSlot()], days: 14 })).toBe(
      'Within these 14 days no slot comes or goes: 1 slot stays.',
    );
    expect(previewSentence({ slots: [samplePreviewSlot({ fate: 'goes' })], days: 14 })).toBe(
      'Within these 14 days 1 free slot will be removed with the next maintenance.',
    );
    expect(previewSentence({ slots: [], days: 14 })).toBe(
      'Within these 14 days there is no slot, and none would be made.',
    );
  });

  it('count by day, also days without slots, and by category without those that go', () => {
    const days = previewDays(sampleSlotPreview(slots));
    expect(days.map(({ date }) => date)).toHaveLength(14);
    expect(days.map(({ counts }) => dayWords(counts)).slice(0, 2)).toEqual([
      'no slots',
      '1 stays, 2 new, 1 goes, 1 booked and kept',
    ]);
    expect(categoryWords([...slots, samplePreviewSlot({ category: 'urgent' })])).toBe('4 normal, 1 urgent');
  });
});
