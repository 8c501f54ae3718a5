import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Answering } from '#client/lib/imports/succession/answering.svelte.ts';

const question = {
  ...{ oldCode: '1', oldName: 'Xã A', newCode: '9', newName: 'Xã B', percentOfOld: 60, percentOfNew: 50 },
};
const other = { ...question, newCode: '8', percentOfOld: 40 };
const ask = { questions: [question, other] };

let kept: Map<string, string>;
beforeEach(() => {
  kept = new Map();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

test('answers of a file are found again by a page that is loaded anew, those of another are not', () => {
  const first = new Answering('communes 2025-07-01 a.geojson');
  first.take(ask);
  first.share(question, 'full');
  const again = new Answering('communes 2025-07-01 a.geojson');
  expect(again.open).toEqual([]);
  again.take(ask);
  expect(again.asked).toHaveLength(2);
  expect(new Answering('communes 2025-07-01 b.geojson').answers.size).toBe(0);
  again.clear();
  expect(kept.size).toBe(0);
  expect(again.open).toHaveLength(2);
});

test('what cannot be kept, or was spoilt, is left', () => {
  kept.set('import-answers x', '[{"question":1}]');
  expect(new Answering('x').answers.size).toBe(0);
  vi.stubGlobal('sessionStorage', null);
  const answering = new Answering('x');
  answering.take(ask);
  answering.share(question, 'partial');
  expect(answering.open.map(({ newCode }) => newCode)).toEqual(['8']);
});

test('whole answers alone are sent; the table to fill in has every question', async () => {
  const answering = new Answering('x');
  answering.take(ask);
  expect(answering.file()).toBeNull();
  answering.share(question, 'partial');
  expect((await answering.file()?.text())?.trim().split('\r\n')).toHaveLength(2);
  expect(answering.table().trim().split('\r\n')[1]).toBe('1,Xã A,9,Xã B,partial,no,,60,50');
  expect(answering.table().trim().split('\r\n')).toHaveLength(3);
});

test('a report brings what it asks and draws beside what was asked before', () => {
  const answering = new Answering('x');
  answering.take({ questions: [question], shapes: { before: { 1: [] }, since: { 9: [] }, leftOut: 0 } });
  answering.share(question, 'full');
  answering.take({ questions: [other] });
  expect(answering.groups.map(({ questions }) => questions.length)).toEqual([2]);
  expect(Object.keys(answering.shapes.since)).toEqual(['9']);
});
