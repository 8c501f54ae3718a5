import { describe, expect, test, vi } from 'vitest';
import { Stop, type StopSignal } from '#server/stop.ts';

/** Ours, and the platform's that it stands for: both have to behave alike. */
const kinds: { name: string; make: () => { signal: StopSignal; abort: (reason?: unknown) => void } }[] = [
  {
    name: 'Stop',
    make: () => {
      const stop = new Stop();
      return { signal: stop, abort: (reason) => stop.abort(reason) };
    },
  },
  {
    name: 'AbortController',
    make: () => {
      const controller = new AbortController();
      return { signal: controller.signal, abort: (reason) => controller.abort(reason) };
    },
  },
];

describe.each(kinds)('$name', ({ make }) => {
  test('tells each who listens once, functions and objects, and nobody who has left', () => {
    const { signal, abort } = make();
    const heard = vi.fn();
    const object = { handleEvent: vi.fn() };
    const left = vi.fn();
    signal.addEventListener('abort', heard);
    signal.addEventListener('abort', object);
    signal.addEventListener('abort', left);
    signal.removeEventListener('abort', left);
    signal.throwIfAborted();
    expect(signal.aborted).toBe(false);
    abort(new Error('enough'));
    abort(new Error('again'));
    expect([heard, object.handleEvent, left].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 0]);
    expect(signal.reason).toEqual(new Error('enough'));
    expect(() => signal.throwIfAborted()).toThrow('enough');
  });

  test('says why where no reason was given', () => {
    const { signal, abort } = make();
    abort();
    expect(signal.aborted).toBe(true);
    expect(signal.reason).toMatchObject({ name: 'AbortError' });
  });

  test('whoever leaves while it is told does not keep others from hearing', () => {
    const { signal, abort } = make();
    const first = vi.fn(() => signal.removeEventListener('abort', first));
    const second = vi.fn();
    signal.addEventListener('abort', first);
    signal.addEventListener('abort', second);
    abort();
    expect([first, second].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
  });
});
