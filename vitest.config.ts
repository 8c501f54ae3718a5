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
  hookTimeout: 300_000,
  expect: { poll: { timeout: 30_000 } },
};
const database = ['tests/**/*.db.test.ts'];
const browser = ['tests/e2e/**/*.test.ts'];

// Three kinds of tests: `unit` needs nothing, `database` a PostGIS (the embedded one, or DATABASE_URL's), `browser` a
// built page and a Chromium.
export default defineConfig({
  plugins: [svelte({ configFile: `${root}svelte.config.js` })],
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...database, ...browser],
        },
      },
      { extends: true, test: { ...shared, name: 'database', include: database } },
      // One browser and one portal at a time: two would wait for each other on two cores.
      {
        extends: true,
        test: {
          ...shared,
          name: 'browser',
          include: browser,
          fileParallelism: false,
          globalSetup: 'tests/support/browser-setup.ts',
        },
      },
    ],
  },
});
