import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SourceLimits } from '#shared/model/source.ts';
import { createMemoryLog } from '../testing/fake-ports.ts';
import { createPoliteTurns, type PoliteTurns } from './polite-turns.ts';
import { noon, openPoliteBench, type PoliteBench } from './testing/polite-bench.ts';

const url = 'https://portal.example.org/app/work?page=2';
const host = 'portal.example.org';
const limits = SourceLimits.parse({ minGapMs: 500, requestsPerDay: 5 });

let bench: PoliteBench;
let turns: PoliteTurns;
let options: Parameters<PoliteTurns['take']>[2];

beforeEach(async () => {
  bench = await openPoliteBench();
  turns = createPoliteTurns({ clock: bench.clock, ledger: bench.ledger, log: createMemoryLog() });
  options = { limits, signal: new AbortController().signal };
});

afterEach(() => bench.close());

describe('turns', () => {
  it('keep the gap between documents, and let what belongs to one go at once', async () => {
    await turns.take(url, 'document', options);
    await turns.take(`${url}&part`, 'part', options);
    expect(bench.clock.waits).toEqual([]);
    await turns.take(url, 'document', options);
    expect(bench.clock.waits).toEqual([500]);
    expect(bench.ledger.usage(host, noon).usedToday).toBe(3);
  });

  it('spend one budget with the polite client', async () => {
    for (let part = 0; part < 4; part += 1) await turns.take(url, 'part', options);
    bench.ledger.reserve(host, limits, noon);
    for (const kind of ['document', 'part'] as const)
      await expect(turns.take(url, kind, options)).rejects.toMatchObject({
        code: 'refused',
        userMessage: expect.stringContaining(`${host} was asked 5 times today`),
      });
    expect(bench.ledger.usage(host, noon).usedToday).toBe(5);
  });

  it('end where a host failed five times in a row, with one document as the probe', async () => {
    for (let failure = 0; failure < 5; failure += 1) turns.settle(url, failure % 2 === 0 ? null : 502);
    await expect(turns.take(url, 'document', options)).rejects.toMatchObject({ code: 'network' });
    await expect(turns.take(url, 'part', options)).rejects.toMatchObject({ code: 'network' });
    bench.clock.advance(60_000);
    await turns.take(url, 'document', options);
    await turns.take(url, 'part', options);
    await expect(turns.take(url, 'document', options)).rejects.toMatchObject({ code: 'network' });
    turns.settle(url, 404);
    await turns.take(url, 'document', options);
  });

  it('keep to the wait that a host asks for', async () => {
    turns.settle(url, 503, '60');
    await expect(turns.take(url, 'part', options)).rejects.toMatchObject({ code: 'network', retryAt: noon + 60_000 });
    bench.clock.advance(60_000);
    await turns.take(url, 'part', options);
    turns.settle(url, 200, '60');
    await turns.take(url, 'part', options);
  });

  it('are given back by whoever gives up', async () => {
    const abort = new AbortController();
    abort.abort();
    for (const kind of ['document', 'part'] as const)
      await expect(turns.take(url, kind, { limits, signal: abort.signal })).rejects.toMatchObject({ code: 'canceled' });
    expect(bench.ledger.usage(host, noon).usedToday).toBe(0);
  });

  it('are for web addresses only', async () => {
    await expect(turns.take('file:///etc/passwd', 'part', options)).rejects.toMatchObject({ code: 'refused' });
  });
});
