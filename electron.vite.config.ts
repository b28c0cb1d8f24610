import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const external = ['electron', 'better-sqlite3'];

export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      rollupOptions: {
        external,
        input: { index: 'src/main/index.ts', 'parse-worker': 'src/main/parse-worker/index.ts' },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
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
