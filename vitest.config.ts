import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { configDefaults, defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));
const shared = {
  root,
  environment: 'node' as const,
  pool: 'forks' as const,
  // Far above what anything takes: on a busy machine a limit that is near finds no fault, only the machine.
  testTimeout: 180_000,
  hookTimeout: 900_000,
  expect: { poll: { timeout: 30_000 } },
};
const database = ['tests/**/*.db.test.ts'];
/** What the embedded database alone promises, and the recorder, which is the same on any: once is enough, whatever DATABASE_URL says. */
const embedded = ['tests/**/*.embedded.test.ts'];
const browser = ['tests/e2e/**/*.test.ts'];
/** Take the whole machine, and a server database: the embedded one promises nothing of what they ask. */
const load = ['tests/**/*.load.test.ts'];
/** Make the whole demo anew: half a minute, of which nobody learns anything who did not change what makes it. */
const generator = ['tests/data/demo/*.test.ts'];
/** Load modules anew, or others in their place: each file has a process of its own. */
const fresh = ['tests/client/text/spoken.test.ts', 'tests/client/api/light-zod.test.ts'];
/** As a browser has it, without one. */
const unit = {
  resolve: { alias: [{ find: /^svelte$/, replacement: `${root}node_modules/svelte/src/index-client.js` }] },
  test: { ...shared, setupFiles: 'tests/support/unit-setup.ts' },
};
/** A first start, from nothing: what a newcomer does, in half a minute. */
const firstStart = ['tests/scripts/first-start.embedded.test.ts'];
/** Templates of databases are made by whoever wants them first, and kept for one run. */
const databaseSetup = 'tests/support/database-setup.ts';

// Kinds of tests: `unit` and `fresh` need nothing, nor does `generator`, which takes long; `database` a PostGIS (the embedded one, or
// DATABASE_URL’s), `embedded` and `first-start` the embedded one, `load` a server, `browser` a built page and a Chromium.
export default defineConfig({
  // The page's own code, as a browser has it: what is compiled for a server has no effects. Components are written as text.
  plugins: [
    svelte({
      configFile: `${root}svelte.config.js`,
      dynamicCompileOptions: ({ filename }) => ({ generate: filename.endsWith('.svelte') ? 'server' : 'client' }),
    }),
  ],
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        ...unit,
        test: {
          ...unit.test,
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...database, ...embedded, ...browser, ...generator, ...load, ...fresh],
          // They are short and change nothing: to load everything anew for each would take twice as long as to run them.
          isolate: false,
        },
      },
      { extends: true, ...unit, test: { ...unit.test, name: 'fresh', include: fresh } },
      { extends: true, test: { ...shared, name: 'generator', include: generator } },
      {
        extends: true,
        test: {
          ...shared,
          name: 'database',
          include: database,
          // Each file has a database of its own. What is loaded and compiled once serves the next file too: a fifth of the time.
          isolate: false,
          globalSetup: databaseSetup,
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'embedded',
          include: embedded,
          exclude: [...configDefaults.exclude, ...firstStart],
          globalSetup: databaseSetup,
        },
      },
      { extends: true, test: { ...shared, name: 'first-start', include: firstStart, globalSetup: databaseSetup } },
      { extends: true, test: { ...shared, name: 'load', include: load } },
      // One browser and one portal at a time: two would wait for each other on two cores.
      {
        extends: true,
        test: {
          ...shared,
          name: 'browser',
          include: browser,
          fileParallelism: false,
          globalSetup: [databaseSetup, 'tests/support/browser-setup.ts'],
        },
      },
    ],
  },
});
