import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigFile } from '#shared/model/config-file.ts';
import { jobs } from '../jobs/registry.ts';
import { createTestStore, sampleSource, type TestStore } from '../testing/test-store.ts';
import { exportConfig } from './export-config.ts';
import { importConfig } from './import-config.ts';

async function withStore<T>(work: (test: TestStore) => T): Promise<T> {
  const test = await createTestStore();
  try {
    return work(test);
  } finally {
    test.close();
  }
}

const name = fc
  .string({ minLength: 1, maxLength: 30, unit: fc.constantFrom(...Array.from('abc ÄßЖ漢🙂"\\=+-<&')) })
  .filter((text) => text.trim() !== '');
const config = fc
  .record({
    contact: fc.option(fc.constantFrom('desk@example.org', 'https://example.org/desk?a=1'), { nil: undefined }),
    sourceNames: fc.array(name, { minLength: 1, maxLength: 3 }),
    buildingNames: fc.array(name, { maxLength: 5 }),
    every: fc.constantFrom('PT30S', 'PT10M', 'PT1H30M', 'PT24H'),
    minGapMs: fc.nat(3_600_000),
    isPrivate: fc.boolean(),
    timeoutSeconds: fc.constantFrom(null, 1, 600),
    enabled: fc.boolean(),
  })
  .map(({ contact, sourceNames, buildingNames, every, minGapMs, isPrivate, timeoutSeconds, enabled }) => ({
    version: 1,
    ...(contact !== undefined && { contact }),
    sources: sourceNames.map((text, index) => ({
      id: `s${index}`,
      kind: 'waitz',
      name: text,
      baseUrl: `https://h${index}.example/`,
      school: 'x',
      ...(index === 0 && { allowPrivateAddress: isPrivate, limits: { minGapMs } }),
    })),
    buildings: buildingNames.map((text, index) => ({
      code: `${index} ${text}`,
      name: text,
      sourceId: 's0',
      waitzId: text,
    })),
    schedules: [{ id: 'one', job: 'occupancy.update', params: { sourceId: 's0' }, every, timeoutSeconds, enabled }],
  }));

describe('exportConfig', () => {
  it('writes an empty profile as an empty configuration', () =>
    withStore((test) => {
      expect(exportConfig(test)).toBe(
        '{\n  "version": 1,\n  "sources": [],\n  "buildings": [],\n  "huts": [],\n  "providers": [],\n  "services": [],\n  "schedules": []\n}\n',
      );
    }));

  it('writes defaults out', () =>
    withStore((test) => {
      test.store.sources.save(sampleSource(), 0);
      expect(JSON.parse(exportConfig(test))).toMatchObject({
        sources: [
          {
            allowPrivateAddress: false,
            limits: { connections: 1, minGapMs: 500, requestsPerDay: 2000, timeoutMs: 15_000 },
          },
        ],
      });
    }));

  it('leaves out buildings that are watched no more', () =>
    withStore((test) => {
      test.store.sources.save(sampleSource(), 0);
      test.store.buildings.save({ code: '1', name: 'Gone', sourceId: 'harbour', waitzId: '1' }, 0);
      test.store.buildings.remove('1', 0);
      expect(JSON.parse(exportConfig(test))).toMatchObject({ buildings: [] });
    }));

  it('writes what an import reads, so that nothing changes on the same profile and a fresh one becomes the same', async () => {
    await fc.assert(
      fc.asyncProperty(config, async (file) => {
        const exported = await withStore((test) => {
          const context = { store: test.store, jobs, now: 0 };
          importConfig(JSON.stringify(file), context);
          const text = exportConfig(test);
          const again = importConfig(text, context);
          expect(
            Object.values(again.created)
              .concat(Object.values(again.changed))
              .every((count) => count === 0),
          ).toBe(true);
          expect(exportConfig(test)).toBe(text);
          return text;
        });
        expect(ConfigFile.safeParse(JSON.parse(exported)).success).toBe(true);
        await withStore((test) => {
          importConfig(exported, { store: test.store, jobs, now: 99 });
          expect(exportConfig(test)).toBe(exported);
        });
      }),
      { numRuns: 15 },
    );
  });
});
