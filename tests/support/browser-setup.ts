import { existsSync, readdirSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { runScript } from './process.ts';
import { copyEmbedded } from './templates.ts';
import { uploadToken } from './upload-token.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the portal that all browser tests share. */
    portalUrl: string;
    /** Where the browser that all browser tests share listens. */
    browserEndpoint: string;
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Software drawing, no sandbox (containers), and nothing that calls home. */
const flags = [
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
  '--disable-sync',
];

/** The system's Chromium where there is one, else the one that npm brought. */
async function executable(): Promise<string> {
  const own = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) =>
    existsSync(file),
  );
  if (own !== undefined) return own;
  const { default: packed } = await import('@sparticuz/chromium');
  return packed.executablePath();
}

/** The page is built anew where a source is younger than it: a test of an old page says nothing. */
async function buildPage(): Promise<void> {
  const page = path.join(root, 'dist/client/index.html');
  const sources = ['client', 'server/contract'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => !file.startsWith('text/compiled'))
      .map((file) => path.join(root, folder, file)),
  );
  const youngest = Math.max(...sources.map((file) => statSync(file).mtimeMs));
  if (existsSync(page) && statSync(page).mtimeMs > youngest) return;
  const { build } = await import('vite');
  await build({ configFile: path.join(root, 'vite.config.ts'), logLevel: 'error' });
}

/**
 * One portal with the demo in it and one browser for all files of tests/e2e. Its last day is set to the one at which the demo
 * stands: what lies beyond is looked at in tests/e2e/reforms.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildPage();
  const dataDir = await copyEmbedded('demo');
  const portal = runScript('start', [], {
    DATA_DIR: dataDir,
    PORT: '0',
    ADMIN_TOKEN: uploadToken,
    REFERENCE_DATE: '2024-10-31',
  });
  const server = await chromium.launchServer({ executablePath: await executable(), args: flags });
  await portal.printed('listening on ');
  const url = /listening on (\S+)/.exec(portal.output())?.[1];
  if (url === undefined) throw new Error(`the portal said no address:\n${portal.output()}`);
  project.provide('portalUrl', url);
  project.provide('browserEndpoint', server.wsEndpoint());
  return async () => {
    await server.close();
    portal.child.kill('SIGTERM');
    await portal.ended;
    await rm(dataDir, { recursive: true, force: true });
  };
}
