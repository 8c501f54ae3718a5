import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { expect, inject } from 'vitest';

/** Firefox as Debian has it; undefined where it is not installed. */
const firefox = ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find((file) => existsSync(file));
const screen = ['/usr/bin/Xvfb'].find((file) => existsSync(file));
/** Whether there are a Firefox and a screen for it, which CI installs where it can. */
export const firefoxIsHere = firefox !== undefined && screen !== undefined;

const viewport = { width: 1280, height: 800 };
const patienceMs = 60_000;
/** It draws maps in software, and asks nobody anything. */
const preferences = {
  'webgl.force-enabled': true,
  'ui.prefersReducedMotion': 1,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'browser.safebrowsing.downloads.remote.enabled': false,
};

/** A Firefox of its own; with no screen it has no WebGL. */
export interface Firefox {
  /** Opens an address of the shared portal. */
  visit(path: string): Promise<FirefoxVisit>;
  close(): Promise<void>;
}
export interface FirefoxVisit {
  readonly page: Page;
  /** Errors of the console, of scripts and of the page's security policy. */
  readonly complaints: readonly string[];
  /** Fails where the page complained. */
  close(): Promise<void>;
}

export async function startFirefox({ onScreen }: { onScreen: boolean }): Promise<Firefox> {
  if (firefox === undefined || screen === undefined) throw new Error('there is no Firefox here');
  const display = onScreen ? await startScreen(screen) : null;
  const browser = await puppeteer
    .launch({
      browser: 'firefox',
      executablePath: firefox,
      headless: !onScreen,
      extraPrefsFirefox: preferences,
      env: { ...process.env, ...(display === null ? {} : { DISPLAY: display.name }) },
      defaultViewport: viewport,
    })
    .catch((failure: unknown) => {
      display?.process.kill();
      throw failure;
    });
  return {
    visit: (path) => visitIn(browser, inject('portalUrl') + path),
    async close() {
      await browser.close();
      display?.process.kill();
    },
  };
}

async function visitIn(browser: Browser, url: string): Promise<FirefoxVisit> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.evaluateOnNewDocument(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`the policy forbids ${violatedDirective} ${blockedURI}`),
    );
  });
  await page.goto(url);
  return {
    page,
    complaints,
    async close() {
      await context.close();
      expect(complaints).toEqual([]);
    },
  };
}

/** A screen that nobody sees, of a number that is free. */
async function startScreen(file: string): Promise<{ readonly name: string; readonly process: ChildProcess }> {
  const size = `${viewport.width + 200}x${viewport.height + 300}x24`;
  const started = spawn(file, ['-displayfd', '1', '-screen', '0', size, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const number = await new Promise<string>((resolve, reject) => {
    started.stdout.once('data', (data: Buffer) => resolve(data.toString().trim()));
    started.once('exit', (code) => reject(new Error(`Xvfb ended with ${String(code)}`)));
  });
  return { name: `:${number}`, process: started };
}
