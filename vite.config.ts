import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { defineConfig } from 'vite';
import { budgets } from './scripts/build/budgets.ts';
import { compress } from './scripts/build/compress.ts';
import { tellFirstLoad } from './scripts/build/first-load.ts';
import { lighter, onlySchemasAskedFor } from './scripts/build/lighter.ts';
import { pageTexts } from './scripts/build/page-texts.ts';

/** Modules that several pages share, and need after their first words, or that two of the planner's alone share. */
const later = new RegExp(
  [
    'ui/(DataTable|RowsTable|RowsHead|SortHead|SaveTable|save-table|window-rows|filter-options)',
    'text/(fault-words|about-table)',
    'programme|planner|ranking',
    // What reads and writes filters comes with the first filter, zone or table.
    'collections/(cql2|condition)|rules/cql2|drawing/zone',
    'map/outline',
    // Who a unit is comes with the unit, and where it lay with the first that lay elsewhere.
    'admin-units/(UnitHeading|former-districts)',
  ].join('|'),
);

const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root: `${root}client`,
  plugins: [
    lighter(),
    onlySchemasAskedFor(),
    pageTexts(),
    tellFirstLoad(),
    compress(),
    budgets(),
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
  // A message is looked for by its key: its file is one table.
  json: { namedExports: false },
  build: {
    outDir: `${root}dist/client`,
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1500,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Svelte's custom elements, of which there are none here, would be in every page.
      treeshake: { moduleSideEffects: [{ test: /[\\/]custom-element\.js$/, sideEffects: false }] },
      output: {
        codeSplitting: {
          // On a slow line many small files cost more than they are worth: what every page begins with is one, and so is what
          // most pages begin with. What comes after that is not.
          groups: [
            { name: 'base', tags: ['$initial'], priority: 2 },
            { name: 'shared', minShareCount: 3, priority: 1, test: (id) => !later.test(id) },
          ],
        },
      },
    },
  },
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:8080', '/basemap': 'http://127.0.0.1:8080' } },
});
