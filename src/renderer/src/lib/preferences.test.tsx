import { act, renderHook } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { beginWithPreferences, keepPreference, readLastPage, usePreference } from './preferences.ts';
import { createFakeApi } from './testing/fake-api.ts';
import type { FakeApi } from './testing/fake-api.ts';

let fake: FakeApi;
beforeEach(() => {
  fake = createFakeApi({});
  vi.stubGlobal('api', fake.api);
});

const begin = (kept: object): void =>
  beginWithPreferences(`?${new URLSearchParams({ preferences: JSON.stringify(kept) }).toString()}`);
const theme = () => renderHook(() => usePreference('theme')).result;

describe('the choices for the window', () => {
  it('are those in the address of the page', () => {
    begin({ theme: 'dark', lastPage: '/huts?q=a%20b&beds=4' });
    expect(theme().current).toBe('dark');
    expect(readLastPage()).toBe('/huts?q=a%20b&beds=4');
    expect(fake.calls).toEqual([]);
  });

  it('are the first of their words where nothing, or nothing known, was chosen', () => {
    begin({ theme: 'purple', lastPage: 'https://elsewhere.example' });
    expect(theme().current).toBe('system');
    expect(readLastPage()).toBeNull();
    expect(renderHook(() => usePreference('sidebar')).result.current).toBe('wide');
  });

  it('are kept in the profile, and seen at once', () => {
    begin({});
    const shown = theme();
    act(() => keepPreference('theme', 'dark'));
    expect(shown.current).toBe('dark');
    expect(fake.callsOf('app.keepPreference')).toEqual([{ name: 'theme', value: 'dark' }]);
  });

  it('are taken over, once, from where an older Rounds kept them', () => {
    localStorage.setItem('rounds.theme', 'light');
    localStorage.setItem('rounds.orderColumns', 'number,city');
    beginWithPreferences('');
    localStorage.clear();
    expect(theme().current).toBe('light');
    const taken = fake.callsOf('app.keepPreference');
    expect(taken).toContainEqual({ name: 'theme', value: 'light' });
    expect(taken).toContainEqual({ name: 'orderColumns', value: 'number,city' });
    begin({ theme: 'light' });
    expect(fake.callsOf('app.keepPreference')).toEqual(taken);
  });

  it('are kept from the beginning where none were ever chosen', () => {
    beginWithPreferences('');
    expect(fake.callsOf('app.keepPreference')).toEqual([{ name: 'theme', value: 'system' }]);
  });
});
