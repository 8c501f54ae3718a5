import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Router } from '#client/routes/router.svelte.ts';
import { alive } from '#tests/support/runes.svelte.ts';

/** A browser's history that can refuse steps, as WebKit does after a hundred. */
class History {
  steps: string[] = [];
  place = 0;
  refusing = false;
  state: unknown = null;
  readonly listeners = new Set<() => void>();

  pushState = (_state: unknown, _title: string, text: string): void => {
    this.#refuse();
    this.steps = [...this.steps.slice(0, this.place + 1), text];
    this.place = this.steps.length - 1;
  };
  replaceState = (_state: unknown, _title: string, text: string): void => {
    this.#refuse();
    this.steps[this.place] = text;
  };
  get location(): URL {
    return new URL(this.steps[this.place] ?? '/', 'http://portal');
  }
  back(): void {
    this.place -= 1;
    for (const listener of this.listeners) listener();
  }
  #refuse(): void {
    if (this.refusing)
      throw new DOMException('Attempt to use history.pushState() more than 100 times', 'SecurityError');
  }
}

let history: History;
let end: (() => void) | undefined;
function open(address: string): Router {
  history.steps = [address];
  const { made, end: over } = alive(() => new Router());
  end = over;
  return made;
}
beforeEach(() => {
  vi.useFakeTimers();
  history = new History();
  vi.stubGlobal('window', {
    history,
    get location() {
      return history.location;
    },
    addEventListener: (_: string, listener: () => void) => history.listeners.add(listener),
    removeEventListener: (_: string, listener: () => void) => history.listeners.delete(listener),
  });
});
afterEach(() => {
  end?.();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('steps of one gesture that follow each other are one step back', () => {
  const router = open('/');
  const drag = {};
  for (const at of ['2024-06-30', '2023-12-31', '2022-12-31']) router.go({ at }, drag);
  expect(history.steps).toEqual(['/', '/?at=2022-12-31']);
  history.back();
  expect(router.address.at).toBeNull();
});

test('another gesture, and the same one after something else, is another step', () => {
  const router = open('/');
  const drag = {};
  router.go({ at: '2024-06-30' }, drag);
  router.go({ measure: 'm' });
  router.go({ at: '2023-12-31' }, drag);
  router.go({ at: '2022-12-31' }, {});
  expect(history.steps).toHaveLength(5);
});

test('back in the middle of a gesture ends it: what comes next is a step of its own', () => {
  const router = open('/');
  const play = {};
  router.go({ at: '2023-12-31' }, play);
  history.back();
  router.go({ at: '2024-06-30' }, play);
  expect(history.steps).toEqual(['/', '/?at=2024-06-30']);
  history.back();
  expect(router.address.at).toBeNull();
});

test('what goes nowhere is no step, and a camera is none', () => {
  const router = open('/?at=2024-06-30');
  router.go({ at: '2024-06-30' });
  router.adjust({ view: { lng: 109, lat: 13, zoom: 9 } });
  expect(history.steps).toEqual(['/?at=2024-06-30&view=109,13,9']);
});

test('a history that throws stops nothing; the address is written once it may be', () => {
  const router = open('/');
  history.refusing = true;
  router.go({ at: '2024-06-30' });
  router.go({ at: '2023-12-31' });
  expect(router.address.at).toBe('2023-12-31');
  vi.advanceTimersByTime(5000);
  expect(history.steps).toEqual(['/']);
  history.refusing = false;
  vi.advanceTimersByTime(2000);
  expect(history.location.search).toBe('?at=2023-12-31');
  router.go({ measure: 'm' });
  expect(history.steps).toHaveLength(2);
});

test('what was put right is said until somebody goes on', () => {
  const router = open('/?measure=gone&class=x');
  router.amend({ change: { measure: null }, said: ['no measure'] });
  router.amend({ change: { classes: [] }, said: ['no class', 'no measure'] });
  expect([router.said, history.steps]).toEqual([['no measure', 'no class'], ['/']]);
  router.adjust({ view: { lng: 109, lat: 13, zoom: 9 } });
  expect(router.said).toHaveLength(2);
  router.go({ at: '2024-06-30' });
  expect(router.said).toEqual([]);
});

test('an address that makes no sense is written as it is read', () => {
  open('/?at=yesterday&level=planet&view=1,2');
  expect(history.steps).toEqual(['/']);
});
