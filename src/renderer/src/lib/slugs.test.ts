import { describe, expect, it } from 'vitest';
import { slugOf } from './slugs.ts';

describe('A key made from a name', () => {
  it('keeps plain letters and digits, without accents', () => {
    expect(slugOf('Cabane du Trient CAS')).toBe('cabane-du-trient-cas');
    expect(slugOf('Rifugio Città di Mantova (3498 m)')).toBe('rifugio-citta-di-mantova-3498-m');
  });

  it('is empty where there is nothing plain, and never too long', () => {
    expect(slugOf('山小屋')).toBe('');
    expect(slugOf('a'.repeat(100))).toHaveLength(64);
  });
});
