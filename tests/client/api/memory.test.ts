import { expect, test } from 'vitest';
import { Memory } from '#client/api/memory.ts';
import { newest } from '#client/api/revisions.svelte.ts';

test('an answer is remembered until newer data makes it old, and by so many only', () => {
  const memory = new Memory<string>(2);
  memory.set('a', { reply: 'A', revisions: { 'memory-test': 1 } });
  memory.set('b', { reply: 'B', revisions: {} });
  expect(memory.get('a')?.reply).toBe('A');
  newest.learn({ 'memory-test': 2 });
  expect([memory.get('a'), memory.get('b')?.reply]).toEqual([undefined, 'B']);
  memory.set('a', { reply: 'A2', revisions: { 'memory-test': 2 } });
  expect(memory.get('a')?.reply).toBe('A2');
  memory.set('c', { reply: 'C', revisions: {} });
  memory.set('d', { reply: 'D', revisions: {} });
  expect(['a', 'b', 'c', 'd'].map((key) => memory.get(key)?.reply)).toEqual([undefined, undefined, 'C', 'D']);
  memory.delete('d');
  expect(memory.get('d')).toBeUndefined();
});
