import { describe, expect, it } from 'vitest';
import { matchBuilding, type NamedLocation } from './match.ts';

const locations: readonly NamedLocation[] = [
  { id: '101', name: 'Price Gilbert & Crosland Tower' },
  { id: '102', name: 'Clough Undergraduate Learning Commons' },
  { id: '103', name: 'Student Center' },
  { id: '104', name: "Roger's Market" },
  { id: '106', name: 'Dining - West Village' },
  { id: '107', name: '1902' },
];

describe('finding the location of a building', () => {
  it('takes digits for an id', () => {
    expect(matchBuilding('103', locations).name).toBe('Student Center');
  });

  it('takes anything else for the exact name', () => {
    expect(matchBuilding("Roger's Market", locations).id).toBe('104');
    expect(matchBuilding('Price Gilbert & Crosland Tower', locations).id).toBe('101');
  });

  it('never takes digits for a name', () => {
    expect(() => matchBuilding('1902', locations)).toThrow(
      'Waitz lists no location with the id 1902. The list has 6, such as “Price Gilbert & Crosland Tower” (101), “Clough Undergraduate Learning Commons” (102), “Student Center” (103).',
    );
  });

  it.each([
    ['student center', 'Student Center'],
    ['John Lewis Student Center', 'Student Center'],
    ['West Village Dining Commons', 'Dining - West Village'],
    ['Rogers Market', "Roger's Market"],
    ['Dorothy M. Crosland Tower', 'Price Gilbert & Crosland Tower'],
  ])('does not guess for %s, but suggests %s first', (waitzId, suggestion) => {
    expect(() => matchBuilding(waitzId, locations)).toThrow(
      expect.objectContaining({
        code: 'not_found',
        userMessage: expect.stringContaining(`Nearest names: “${suggestion}”`),
      }),
    );
  });

  it('offers at most three names', () => {
    const halls = ['A', 'B', 'C', 'D'].map((letter, index) => ({ id: String(index), name: `Dining Hall ${letter}` }));
    expect(() => matchBuilding('Dining Hall', halls)).toThrow(
      'Waitz lists no location named “Dining Hall”. Nearest names: “Dining Hall A” (0), “Dining Hall B” (1), “Dining Hall C” (2).',
    );
  });

  it('shows examples where no name comes near', () => {
    expect(() => matchBuilding('Zzyzx', locations)).toThrow(
      /^Waitz lists no location named “Zzyzx”\. The list has 6, such as /,
    );
  });

  it('refuses to choose between locations of the same name', () => {
    const twins = [...locations, { id: '203', name: 'Student Center' }];
    expect(() => matchBuilding('Student Center', twins)).toThrow(
      expect.objectContaining({
        code: 'conflict',
        userMessage:
          'Waitz lists 2 locations named “Student Center” (ids 103, 203). Give the building the id of the one that is meant.',
      }),
    );
    expect(matchBuilding('203', twins).id).toBe('203');
  });

  it('does not match an empty name with everything', () => {
    expect(() => matchBuilding('Student Center', [{ id: '1', name: '' }])).toThrow(
      'Waitz lists no location named “Student Center”.',
    );
  });
});
