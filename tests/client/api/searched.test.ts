import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Searched } from '#client/api/searched.svelte.ts';
import { alive } from '#tests/support/runes.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function pass(ms: number): Promise<void> {
  flushSync();
  await vi.advanceTimersByTimeAsync(ms);
  flushSync();
}

test('what is written is asked for after a pause, and pending until its own answer is there', async () => {
  const asked: string[] = [];
  let answer = (): void => undefined;
  const { made: search, end } = alive(
    () =>
      new Searched(
        (text) => text,
        (text) => {
          asked.push(text);
          return new Promise<string>((resolve) => (answer = () => resolve(`found ${text}`)));
        },
      ),
  );
  expect(search.pending).toBe(false);
  search.text = 'phu';
  await pass(100);
  search.text = ' phu mo ';
  await pass(100);
  expect([asked, search.pending]).toEqual([[], true]);
  await pass(60);
  expect([asked, search.pending, search.asked]).toEqual([['phu mo'], true, 'phu mo']);
  answer();
  await pass(0);
  expect([search.found.reply, search.pending]).toEqual(['found phu mo', false]);
  // The answer to what was written before is no answer to this.
  search.text = 'phu hoa';
  await pass(0);
  expect(search.pending).toBe(true);
  search.text = '';
  await pass(200);
  expect([asked, search.pending, search.found.reply]).toEqual([['phu mo'], false, undefined]);
  end();
});
