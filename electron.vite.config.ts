import { readFile } from 'node:fs/promises';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { transformWithOxc, type Plugin } from 'vite';

const external = ['electron', 'better-sqlite3'];

/** Shorter to read at each start; names of functions stay, for the stacks in the log. */
const minify = { compress: true, mangle: { keepNames: true }, codegen: { removeWhitespace: true } };

/**
 * pino-roll asks date-fns, a third of the whole program, for the names of files that are rolled by date. Ours are rolled
 * by size and never get there.
 */
const withoutDateFns: Plugin = {
  name: 'without-date-fns',
  enforce: 'pre',
  resolveId: (id) => (id === 'date-fns' ? '\0date-fns' : null),
  load: (id) =>
    id === '\0date-fns'
      ? `const never = () => { throw new Error('Log files are rolled by size.'); };
         export { never as addDays, never as addHours, never as format, never as isValid, never as parse };`
      : null,
};

/** The files that load the program are modules, as only they can be awaited; what they load is not, see there. */
const boot: Plugin = {
  name: 'boot',
  async generateBundle() {
    for (const name of ['load-program', 'parse-worker', 'start']) {
      const file = path.join(import.meta.dirname, `src/main/boot/${name}.ts`);
      this.addWatchFile(file);
      const { code } = await transformWithOxc(await readFile(file, 'utf8'), file);
      this.emitFile({ type: 'asset', fileName: `${name}.mjs`, source: code.replaceAll(/\.ts(?=["'])/g, '.mjs') });
    }
  },
};

/** V8 keeps a text of plain ASCII in half the space, and has it the sooner: nothing else stands in the chunks, which only it reads. */
const ascii: Plugin = {
  name: 'ascii',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle))
      if (chunk.type === 'chunk') chunk.code = chunk.code.replaceAll(/[^\0-\x7F]/g, escapeUnit);
  },
};

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

export default defineConfig({
  main: {
    plugins: [withoutDateFns, ascii, boot],
    build: {
      externalizeDeps: false,
      rollupOptions: {
        external,
        // cheerio's own entry also fetches and decodes, with these; unused, they shall not come along.
        treeshake: {
          moduleSideEffects: (id) =>
            !/node_modules\/(undici|encoding-sniffer|iconv-lite|safer-buffer|whatwg-mimetype|parse5-parser-stream)\//.test(
              id,
            ),
        },
        input: { index: 'src/main/index.ts', 'parse-worker': 'src/main/parse-worker/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs', minify },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rollupOptions: {
        external,
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    // Inlined assets would need data: in more places of the content policy.
    build: { assetsInlineLimit: 0, minify: true, rollupOptions: { input: { index: 'src/renderer/index.html' } } },
    plugins: [react()],
  },
});
