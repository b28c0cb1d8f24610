import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const external = ['electron', 'better-sqlite3'];

/** Shorter to read at each start; names stay, for the stacks in the log. */
const minify = { compress: true, mangle: false, codegen: { removeWhitespace: true } };

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

export default defineConfig({
  main: {
    plugins: [withoutDateFns],
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
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js', minify },
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
