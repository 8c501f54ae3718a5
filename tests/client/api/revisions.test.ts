import { expect, test } from 'vitest';
import { revisionsHeader, writeRevisions, type Revisions } from '#contract/revisions.ts';
import { askedUnder, newest, noteAnswer, noteAsked, revisionsUnder } from '#client/api/revisions.svelte.ts';

const headers = (revisions: Revisions) => new Headers({ [revisionsHeader]: writeRevisions(revisions) });

test('a resource that is heard of for the first time makes nothing old', () => {
  const before = newest.generation;
  newest.learn({ 'rev-a': 4 });
  expect([newest.isOlder({ 'rev-a': 4 }), newest.isOlder({ 'rev-b': 1 }), newest.generation]).toEqual([
    false,
    false,
    before,
  ]);
  newest.learn({ 'rev-b': 1 });
  expect(newest.generation).toBe(before);
});

test('any counter that is greater makes old; one that is less does not take back what is known', () => {
  newest.learn({ 'rev-c': 1, 'rev-d': 1 });
  const before = newest.generation;
  newest.learn({ 'rev-c': 1, 'rev-d': 2 });
  expect([newest.isOlder({ 'rev-c': 1, 'rev-d': 1 }), newest.generation]).toEqual([true, before + 1]);
  newest.learn({ 'rev-d': 1 });
  expect([newest.isOlder({ 'rev-d': 2 }), newest.revisions['rev-d'], newest.generation]).toEqual([
    false,
    2,
    before + 1,
  ]);
});

test('a whole of several answers is as old as its oldest part', () => {
  const { signal } = new AbortController();
  expect([revisionsUnder(signal), askedUnder(signal)]).toEqual([{}, null]);
  noteAsked('listItems', signal);
  noteAnswer(headers({ 'rev-e': 3, 'rev-f': 1 }), signal);
  noteAnswer(headers({ 'rev-e': 2, 'rev-g': 7 }), signal);
  expect(revisionsUnder(signal)).toEqual({ 'rev-e': 2, 'rev-f': 1, 'rev-g': 7 });
  expect(askedUnder(signal)).toBe('listItems');
});

test('an answer that tells nothing, or nothing that can be read, makes nothing old', () => {
  const before = [newest.generation, newest.revisions];
  noteAnswer(new Headers(), undefined);
  noteAnswer(new Headers({ [revisionsHeader]: 'rev-a=many' }), undefined);
  expect([newest.generation, newest.revisions]).toEqual(before);
});
