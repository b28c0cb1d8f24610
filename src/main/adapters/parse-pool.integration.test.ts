import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Log } from '../engine/ports.ts';
import { createParsePool, type ParsePool, type ParsePoolOptions } from './parse-pool.ts';
import { startParseThread } from './parse-thread.ts';

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const never = new AbortController().signal;
const good = JSON.stringify({ data: [{ id: 7, name: 'Anna & Otto Reading Rooms', busyness: 29.9 }] });

/** Trend text whose markup nests so deeply that parsing it would take many seconds. */
function nestedTags(count: number): string {
  return JSON.stringify({
    data: [{ id: 1, comparison: [{ trend: 'hour', valid: true, string: '<b><p>'.repeat(count) }] }],
  });
}

let folder: string;
let workerUrl: URL;
const pools: ParsePool[] = [];

function startPool(options: Partial<ParsePoolOptions> = {}): ParsePool {
  const pool = createParsePool({ workerUrl, log: silent, ...options });
  pools.push(pool);
  return pool;
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rounds-parse-worker-'));
  const root = path.resolve(import.meta.dirname, '../../..');
  await build({
    root,
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: path.join(root, 'src/main/parse-worker/index.ts'),
      outDir: folder,
      emptyOutDir: true,
      rollupOptions: { output: { entryFileNames: 'parse-worker.mjs' } },
    },
  });
  workerUrl = pathToFileURL(path.join(folder, 'parse-worker.mjs'));
}, 60_000);

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('the parse pool', () => {
  it('takes a thread that was started ahead, and ends it even if nothing was parsed', async () => {
    const busy = startParseThread(workerUrl);
    const [location] = await startPool({ thread: busy }).parse('waitz.live', good, never);
    expect(location).toMatchObject({ id: '7' });
    const idle = startParseThread(workerUrl);
    const ended = once(idle, 'exit');
    await startPool({ thread: idle }).close();
    await ended;
  });

  it('starts another thread where the one started ahead has failed', async () => {
    const thread = startParseThread(new URL('nowhere.mjs', workerUrl));
    await new Promise((resolve) => thread.once('exit', resolve));
    const [location] = await startPool({ thread }).parse('waitz.live', good, never);
    expect(location).toMatchObject({ id: '7' });
  });

  it('runs parsers in its worker and gives plain data', async () => {
    const [location] = await startPool().parse('waitz.live', good, never);
    expect(location).toMatchObject({ id: '7', name: 'Anna & Otto Reading Rooms', reading: { busynessPercent: 29.9 } });
  });

  it('answers many at once, each with its own result', async () => {
    const { parse } = startPool();
    const names = Array.from({ length: 20 }, (_, index) => `Hall ${index}`);
    const answers = await Promise.all(
      names.map((name) =>
        parse('waitz.live', JSON.stringify({ data: [{ id: 1, name }] }), new AbortController().signal),
      ),
    );
    expect(answers.map(([location]) => location?.name)).toEqual(names);
  });

  it("brings a parser's failure across with code and sentence", async () => {
    await expect(startPool().parse('waitz.live', '<html>', never)).rejects.toMatchObject({
      name: 'AppError',
      code: 'source_changed',
      userMessage: 'The source answered a web page instead of figures.',
    });
  });

  it('ends a parse at its time limit while this thread stays responsive, and goes on with the next', async () => {
    const { parse } = startPool({ timeLimitMs: 300 });
    let turns = 0;
    const ticking = setInterval(() => (turns += 1), 1);
    const outcomes = await Promise.allSettled([
      parse('waitz.compare', nestedTags(60_000), never),
      parse('waitz.live', good, never),
    ]);
    clearInterval(ticking);
    expect(outcomes[0]).toMatchObject({
      status: 'rejected',
      reason: { code: 'source_changed', userMessage: 'The source sent an answer that could not be read within 0.3 s.' },
    });
    expect(outcomes[1].status).toBe('fulfilled');
    expect(turns).toBeGreaterThan(10);
  });

  it('refuses a text that is too long before it reaches the worker', async () => {
    await expect(startPool({ maxChars: 10 }).parse('waitz.live', good, never)).rejects.toMatchObject({
      code: 'source_changed',
      userMessage: 'The source sent an answer longer than 10 characters.',
    });
  });

  it('ends what is under way or waiting when its signal aborts, and nothing else', async () => {
    const { parse } = startPool({ timeLimitMs: 20_000 });
    const [first, second] = [new AbortController(), new AbortController()];
    const outcomes = Promise.allSettled([
      parse('waitz.compare', nestedTags(60_000), first.signal),
      parse('waitz.live', good, second.signal),
      parse('waitz.live', good, never),
      parse('waitz.live', good, AbortSignal.abort()),
    ]);
    second.abort();
    first.abort();
    const codes = (await outcomes).map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : 'read'));
    expect(codes).toEqual(['canceled', 'canceled', 'read', 'canceled']);
  });

  it('fails only the parse whose worker ran out of memory', async () => {
    const { parse } = startPool({ timeLimitMs: 15_000, maxHeapMb: 24 });
    const huge = JSON.stringify({
      data: [{ id: 1, comparison: [{ trend: 'hour', string: '<a b>'.repeat(100_000) }] }],
    });
    await expect(parse('waitz.compare', huge, never)).rejects.toMatchObject({
      code: 'source_changed',
      userMessage: 'The source sent an answer that needs too much memory to be read.',
    });
    await expect(parse('waitz.live', good, never)).resolves.toHaveLength(1);
  });

  it('says so when the worker cannot start, and does not hang', async () => {
    const missing = startPool({ workerUrl: pathToFileURL(path.join(folder, 'missing.mjs')) });
    await expect(missing.parse('waitz.live', good, never)).rejects.toMatchObject({ code: 'internal' });
    await expect(missing.parse('waitz.live', good, never)).rejects.toMatchObject({ code: 'internal' });
  });

  it('cancels everything when it is closed', async () => {
    const pool = startPool({ timeLimitMs: 20_000 });
    const outcomes = Promise.allSettled([
      pool.parse('waitz.compare', nestedTags(60_000), never),
      pool.parse('waitz.live', good, never),
    ]);
    await pool.close();
    expect((await outcomes).map((outcome) => outcome.status === 'rejected' && outcome.reason.code)).toEqual([
      'canceled',
      'canceled',
    ]);
    await expect(pool.parse('waitz.live', good, never)).rejects.toMatchObject({ code: 'canceled' });
  });
});
