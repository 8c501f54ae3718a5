import { readFileSync } from 'node:fs';
import { beforeEach, expect, test, vi } from 'vitest';
import * as compiled from '#client/text/compiled/messages.js';
import { overwriteGetLocale } from '#client/text/compiled/runtime.js';

// Each test begins as a page does: nothing is spoken yet.
beforeEach(() => vi.resetModules());

const texts = JSON.parse(
  readFileSync(new URL('../../../client/text/messages/vi.json', import.meta.url), 'utf8'),
) as Record<string, string>;
const inputs = Object.fromEntries(
  Object.values(texts).flatMap((text) =>
    [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, `«${name}» $&`]),
  ),
);
type Messages = Readonly<Record<string, (inputs: Readonly<Record<string, string>>) => string>>;
const said = (messages: unknown, key: string) => (messages as Messages)[key]?.(inputs);

test.each(['vi', 'en'] as const)('the page says in %s what the compiled messages say', async (language) => {
  const { speak, getLocale } = await import('#client/text/language.svelte.ts');
  const { m } = await import('#client/text/spoken.ts');
  await speak(language);
  overwriteGetLocale(() => language);
  expect(getLocale()).toBe(language);
  for (const key of Object.keys(texts)) expect(said(m, key), key).toBe(said(compiled, key));
});

test('a page begins with its own messages; one that it lacks brings the others', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ retry: 'Thử lại' })));
  const { speak, speakOn } = await import('#client/text/language.svelte.ts');
  const { m } = await import('#client/text/spoken.ts');
  await speak('vi', '/assets/map.vi.json');
  expect(said(m, 'retry')).toBe('Thử lại');
  expect(said(m, 'back')).toBe('');
  await speakOn();
  expect(said(m, 'back')).toBe(texts['back']);
});

test('of two languages asked for in a row the last one is spoken', async () => {
  const { speak, getLocale } = await import('#client/text/language.svelte.ts');
  await Promise.all([speak('en'), speak('vi')]);
  expect(getLocale()).toBe('vi');
});

test('messages that do not come are told to who asked for them', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(null, { status: 502 })));
  const { speak } = await import('#client/text/language.svelte.ts');
  await expect(speak('vi', '/assets/map.vi.json')).rejects.toThrow('502');
});
