import { expect, test } from './fixtures.ts';
import { storm } from './storm/storm.ts';

test('kills at random moments lose nothing, and the next start goes on', async ({ home }, testInfo) => {
  const seed = Date.now() % 1_000_000;
  // How fast it starts is measured by `npm run kill-storm`, on a machine that does nothing else.
  const options = { kills: 6, seed, folder: home, usableMs: 60_000, windowShare: 0.2 };
  const report = await storm({
    ...options,
    say: (line) => testInfo.annotations.push({ type: 'storm', description: line }),
  });
  expect(report.violation, `seed ${seed}`).toBeNull();
  expect(Object.values(report.kills).reduce((sum, each) => sum + each, 0)).toBe(6);
  expect(report.slots).toBeGreaterThan(0);
});
