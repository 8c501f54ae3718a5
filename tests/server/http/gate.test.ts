import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { Fault } from '#contract/faults.ts';
import { Gate, type GateOptions, type Leave } from '#http/gate.ts';

const patienceMs = 60_000;
const options: GateOptions = {
  mostWaiting: 1_000,
  mostWaitingOfOne: 1_000,
};
const gateOf = (places: number, forOne: number, more: Partial<GateOptions> = {}) =>
  new Gate({ work: { places, forOne } }, { ...options, ...more });
/** Lets everything that is ready run. */
const settled = () => new Promise((resolve) => setImmediate(resolve));
const faultOf = (error: unknown) => (error instanceof Fault ? error.code : error);

interface Inside {
  readonly asker: string;
  readonly leave: Leave;
}

/** Sends entries in; tells who has been let in so far, in order, and who is inside. */
function watch(gate: Gate<'work'>) {
  const order: string[] = [];
  const inside: Inside[] = [];
  return {
    order,
    inside,
    async enter(asker: string, more: { again?: boolean; signal?: AbortSignal } = {}) {
      const leave = await gate.enter({ share: 'work', asker, patienceMs, ...more });
      order.push(asker);
      inside.push({ asker, leave });
    },
  };
}

const action = fc.oneof(
  fc.record({ does: fc.constant('enter' as const), asker: fc.constantFrom('a', 'b', 'c', 'd') }),
  fc.record({ does: fc.constant('leave' as const), place: fc.nat(20) }),
);

test('never lets in more than there are places, nor more of one; keeps none free that somebody may take; loses nobody', () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 5 }),
      fc.array(action, { maxLength: 60 }),
      async (places, forOne, actions) => {
        const gate = gateOf(places, forOne);
        const { enter, inside } = watch(gate);
        const waiting = new Map<string, number>();
        const entries: Promise<void>[] = [];
        const holds = () => {
          const of = (asker: string) => inside.filter((one) => one.asker === asker).length;
          expect(inside.length).toBeLessThanOrEqual(places);
          for (const asker of ['a', 'b', 'c', 'd']) {
            expect(of(asker)).toBeLessThanOrEqual(forOne);
            const waits = (waiting.get(asker) ?? 0) > 0;
            if (waits) expect(inside.length === places || of(asker) === forOne).toBe(true);
          }
          expect(gate.figures.work.taken).toBe(inside.length);
        };
        for (const one of actions) {
          if (one.does === 'enter') {
            const { asker } = one;
            waiting.set(asker, (waiting.get(asker) ?? 0) + 1);
            entries.push(enter(asker).then(() => void waiting.set(asker, (waiting.get(asker) ?? 0) - 1)));
          } else if (inside.length > 0) {
            const [left] = inside.splice(one.place % inside.length, 1);
            left?.leave();
            left?.leave();
          }
          await settled();
          holds();
        }
        while (inside.length > 0) {
          inside.shift()?.leave();
          await settled();
        }
        await Promise.all(entries);
        expect(gate.figures.work).toEqual({ taken: 0, waiting: 0 });
      },
    ),
    { numRuns: 200 },
  ));

test('whoever asks once is served after one entry of each other, however many others ask for', () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 20, maxLength: 80 }),
      async (places, flood) => {
        const gate = gateOf(places, places);
        const { enter, inside, order } = watch(gate);
        const entries = flood.map((asker) => enter(asker));
        await settled();
        const before = order.length;
        entries.push(enter('late'));
        for (let left = 0; !order.includes('late'); left++) {
          // One turn of everybody who waits.
          expect(left).toBeLessThanOrEqual(3);
          inside.shift()?.leave();
          await settled();
        }
        const turn = order.slice(before);
        expect(new Set(turn).size).toBe(turn.length);
        while (inside.length > 0) {
          inside.shift()?.leave();
          await settled();
        }
        await Promise.all(entries);
      },
    ),
    { numRuns: 100 },
  ));

test('what goes on comes before what begins', async () => {
  const { enter, inside, order } = watch(gateOf(1, 1));
  await enter('a');
  const entries = [enter('b'), enter('b'), enter('b', { again: true })];
  const [, second] = [entries[2], entries[1]];
  inside.shift()?.leave();
  await entries[2];
  expect(order).toEqual(['a', 'b']);
  inside.shift()?.leave();
  await settled();
  inside.shift()?.leave();
  await second;
});

describe('whoever cannot be let in', () => {
  test('is sent away after its patience, and is in nobody’s way then', async () => {
    vi.useFakeTimers();
    try {
      const gate = gateOf(1, 1);
      const leave = await gate.enter({ share: 'work', asker: 'a', patienceMs });
      const outcomes = Promise.allSettled([
        gate.enter({ share: 'work', asker: 'b', patienceMs: 1_000 }),
        gate.enter({ share: 'work', asker: 'b', again: true, patienceMs: 5_000 }),
      ]);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(gate.figures.work).toEqual({ taken: 1, waiting: 1 });
      await vi.advanceTimersByTimeAsync(4_000);
      expect((await outcomes).map((one) => (one.status === 'rejected' ? faultOf(one.reason) : one.status))).toEqual([
        'serverBusy',
        'serverBusy',
      ]);
      leave();
      expect(gate.figures.work).toEqual({ taken: 0, waiting: 0 });
      (await gate.enter({ share: 'work', asker: 'c', patienceMs }))();
    } finally {
      vi.useRealTimers();
    }
  });

  test.each([
    ['many of all', { mostWaiting: 2 }, ['b', 'c'], 'd'],
    ['many of one', { mostWaitingOfOne: 2 }, ['b', 'b'], 'b'],
  ])('is sent away at once where %s wait, unless it goes on', async (_, more, waiting, asker) => {
    const gate = gateOf(1, 1, more);
    const { enter, inside } = watch(gate);
    await enter('a');
    const entries = waiting.map((one) => enter(one));
    await expect(enter(asker).catch(faultOf)).resolves.toBe('serverBusy');
    entries.push(enter(asker, { again: true }));
    for (const entry of entries) {
      inside.shift()?.leave();
      await settled();
      void entry;
    }
    await Promise.all(entries);
  });

  test('leaves the queue with its signal', async () => {
    const gate = gateOf(1, 1);
    const leave = await gate.enter({ share: 'work', asker: 'a', patienceMs });
    const controller = new AbortController();
    const waits = gate.enter({ share: 'work', asker: 'b', patienceMs, signal: controller.signal });
    controller.abort(new Error('gone'));
    await expect(waits).rejects.toThrow('gone');
    expect(() => gate.enter({ share: 'work', asker: 'b', patienceMs, signal: controller.signal })).toThrow('gone');
    leave();
    expect(gate.figures.work).toEqual({ taken: 0, waiting: 0 });
  });
});
