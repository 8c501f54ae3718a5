import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formatDate, formatNumber, insideSentence } from '#client/text/format.ts';
import { overwriteGetLocale } from '#client/text/compiled/runtime.js';

const read = (locale: string) =>
  JSON.parse(readFileSync(new URL(`../../../client/text/messages/${locale}.json`, import.meta.url), 'utf8')) as Record<
    string,
    string
  >;
const [vi, en] = [read('vi'), read('en')];
const inputs = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();

test('both languages have the same messages, none empty, and English asks for no input of its own', () => {
  expect(Object.keys(en)).toEqual(Object.keys(vi));
  for (const [key, text] of Object.entries(vi)) {
    expect(text.trim(), key).not.toBe('');
    expect(inputs(text), key).toEqual(expect.arrayContaining(inputs(en[key] ?? '')));
  }
});

test('Vietnamese is written in composed letters, which searches and fonts expect', () => {
  for (const [key, text] of Object.entries(vi)) expect(text.normalize('NFC'), key).toBe(text);
});

test('numbers and dates are those of the language', () => {
  overwriteGetLocale(() => 'vi');
  expect(formatNumber(1234.5, 1)).toBe('1.234,5');
  expect(formatDate('2024-10-31')).toBe('31/10/2024');
  overwriteGetLocale(() => 'en');
  expect(formatNumber(1234.5, 1)).toBe('1,234.5');
  expect(formatDate('2024-10-31')).toBe('31 Oct 2024');
});

test('inside a sentence the kind of a unit is written small, a name is not', () => {
  expect(insideSentence('Huyện Tuy An')).toBe('huyện Tuy An');
  expect(insideSentence('Tuy An')).toBe('Tuy An');
});
