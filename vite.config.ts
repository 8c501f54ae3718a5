import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root: `${root}client`,
  plugins: [
    svelte({ configFile: `${root}svelte.config.js` }),
    // The language stands in the page's own address (client/routes/address.ts), so the compiled messages need no way
    // of their own to find it.
    paraglideVitePlugin({
      project: `${root}client/text/project.inlang`,
      outdir: `${root}client/text/compiled`,
      strategy: ['globalVariable', 'baseLocale'],
      disableAsyncLocalStorage: true,
    }),
  ],
  // Worker as a module file of its own: the page's security policy allows no inline code.
  worker: { format: 'es' },
  build: { outDir: `${root}dist/client`, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 1500 },
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:8080', '/basemap': 'http://127.0.0.1:8080' } },
});
