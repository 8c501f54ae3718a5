import { describe, expect, test } from 'vitest';
import { Fault } from '#contract/faults.ts';
import type { StopSignal } from '#server/stop.ts';
import { ByteCache, type Made } from '#http/byte-cache.ts';

const forever = new AbortController().signal;
const made = (bytes: number) => async () => ({ bytes: Buffer.alloc(bytes), tag: 't' });

describe('what is kept', () => {
  test('is given again without work, and least recently used goes first', async () => {
    const cache = new ByteCache(3_000, 1_000);
    for (const key of ['a', 'b']) await cache.get(key, forever, made(1_000));
    expect(cache.peek('a')).toBeDefined();
    await cache.get('c', forever, made(1_000));
    expect([cache.peek('a') !== undefined, cache.peek('b') !== undefined, cache.peek('c') !== undefined]).toEqual([
      true,
      false,
      true,
    ]);
    expect(cache.bytes).toBeLessThanOrEqual(3_000);
  });

  test('counts its compressed forms too, and one that is too large alone is not kept', async () => {
    const cache = new ByteCache(5_000, 1_000);
    const kept = await cache.get('a', forever, async () => ({
      bytes: Buffer.from('nông thôn mới '.repeat(100)),
      tag: 't',
    }));
    const before = cache.bytes;
    await kept.body.in('gzip');
    expect(cache.bytes).toBeGreaterThan(before);
    await cache.get('b', forever, made(100_000));
    expect([cache.size, cache.bytes]).toEqual([0, 0]);
  });
});

describe('equal requests', () => {
  test('wait for one piece of work', async () => {
    const cache = new ByteCache(10_000, 1_000);
    let worked = 0;
    const work = async () => {
      worked++;
      await new Promise((resolve) => setTimeout(resolve, 20));
      return { bytes: Buffer.from('x'), tag: 't' };
    };
    const answers = await Promise.all(Array.from({ length: 200 }, () => cache.get('a', forever, work)));
    expect([worked, new Set(answers).size]).toEqual([1, 1]);
  });

  test('are all told of a failure, which is not kept', async () => {
    const cache = new ByteCache(10_000, 1_000);
    const fail = () => Promise.reject(new Error('no database'));
    const answers = await Promise.allSettled([cache.get('a', forever, fail), cache.get('a', forever, fail)]);
    expect(answers.map((answer) => answer.status)).toEqual(['rejected', 'rejected']);
    expect((await cache.get('a', forever, made(1))).tag).toBe('t');
  });

  test('try for themselves where who began had no place to work in', async () => {
    const cache = new ByteCache(10_000, 1_000);
    let refuse: (reason: Error) => void = () => undefined;
    const first = cache.get('a', forever, () => new Promise((_resolve, reject) => (refuse = reject)));
    const joined = cache.get('a', forever, made(10));
    refuse(new Fault('serverBusy', {}));
    await expect(first).rejects.toThrow('more to do');
    expect((await joined).tag).toBe('t');
  });

  test('but not again and again', async () => {
    const cache = new ByteCache(10_000, 1_000);
    let worked = 0;
    const noPlace = () => {
      worked++;
      return Promise.reject(new Fault('serverBusy', {}));
    };
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => cache.get('a', forever, noPlace)));
    expect(answers.every(({ status }) => status === 'rejected')).toBe(true);
    expect(worked).toBe(2);
  });

  test('stop the work only when the last of them goes away', async () => {
    const cache = new ByteCache(10_000, 1_000);
    let stopped = false;
    const work = (signal: StopSignal) =>
      new Promise<{ bytes: Buffer; tag: string }>((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          stopped = true;
          reject(new Error('stopped'));
        });
      });
    const [first, second] = [new AbortController(), new AbortController()];
    const waiting = Promise.allSettled([cache.get('a', first.signal, work), cache.get('a', second.signal, work)]);
    first.abort();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(stopped).toBe(false);
    second.abort();
    await waiting;
    expect(stopped).toBe(true);
    // Who asks now does not get the stopped work.
    expect((await cache.get('a', forever, made(1))).tag).toBe('t');
  });

  test('are counted once, however often work that was given up ends all the same', async () => {
    const cache = new ByteCache(10_000, 1_000);
    for (let round = 0; round < 60; round++) {
      const ends: (() => void)[] = [];
      const deaf = () =>
        new Promise<Made>((resolve) => ends.push(() => resolve({ bytes: Buffer.alloc(100), tag: 't' })));
      const left = new AbortController();
      const first = cache.get(`a${round}`, left.signal, deaf).catch(() => null);
      left.abort();
      const second = cache.get(`a${round}`, forever, deaf);
      for (const end of ends) end();
      await Promise.all([first, second]);
      expect(cache.peek(`a${round}`)).toBeDefined();
    }
    expect(cache.size).toBeGreaterThan(20);
    expect(cache.bytes).toBeLessThanOrEqual(10_000);
  });

  test('are told of a reply that cannot be kept', async () => {
    const cache = new ByteCache(10_000, 1_000);
    const broken = () =>
      Promise.resolve({
        get bytes(): Buffer {
          throw new RangeError('no memory');
        },
        tag: 't',
      });
    await expect(cache.get('a', forever, broken)).rejects.toThrow('no memory');
    expect((await cache.get('a', forever, made(1))).tag).toBe('t');
  });

  test('are given up when the work takes too long', async () => {
    const cache = new ByteCache(10_000, 20);
    const work = (signal: StopSignal) =>
      new Promise<{ bytes: Buffer; tag: string }>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('cancelled by the database')));
      });
    await expect(cache.get('a', forever, work)).rejects.toThrow('cancelled');
  });
});
