// How the pages are built: files with hashed names, every address relative to the file that has it.

import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

export const folder = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root: folder,
  base: './',
  plugins: [react()],
  logLevel: 'error',
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // What is inlined would be refused by the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    manifest: 'files.json',
    rolldownOptions: {
      output: {
        // A piece of the kit is small: in files of their own they would be waited for in turns.
        codeSplitting: { groups: [{ name: 'kit', test: /\/web\/kit\// }] },
      },
    },
  },
});
