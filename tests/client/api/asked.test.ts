import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { revisionsHeader, writeRevisions, type Revisions } from '#contract/revisions.ts';
import { Asked } from '#client/api/asked.svelte.ts';
import { repeatFailed } from '#client/api/failed.ts';
import { ProblemError, type FailureCode } from '#client/api/problem.ts';
import { newest, noteAnswer } from '#client/api/revisions.svelte.ts';
import { alive, Given } from '#tests/support/runes.svelte.ts';

/** One request as the portal sees it: the test answers it, or does not. */
interface Sent {
  readonly of: string;
  readonly signal: AbortSignal;
  answer(reply: string, revisions?: Revisions): Promise<void>;
  fail(code?: FailureCode): Promise<void>;
}

let sent: Sent[];
let ends: (() => void)[];
beforeEach(() => {
  sent = [];
  ends = [];
  vi.useFakeTimers();
});
afterEach(() => {
  for (const end of ends) end();
  vi.useRealTimers();
});

/** Lets what waits for promises run, then what follows state. */
async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
  flushSync();
}
/** So long goes by. */
async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  flushSync();
}

function ask(first: string | null): { asked: Asked<string, string>; input: Given<string | null> } {
  const input = new Given(first);
  const { made, end } = alive(
    () =>
      new Asked<string, string>(
        () => input.value,
        (of, signal) =>
          new Promise((resolve, reject) => {
            sent.push({
              of,
              signal,
              answer: (reply, revisions = {}) => {
                noteAnswer(new Headers({ [revisionsHeader]: writeRevisions(revisions) }), signal);
                resolve(reply);
                return settle();
              },
              fail: (code = 'notFound') => {
                reject(new ProblemError(code, null));
                return settle();
              },
            });
          }),
      ),
  );
  ends.push(end);
  return { asked: made, input };
}
const last = () => {
  const request = sent.at(-1);
  if (request === undefined) throw new Error('nothing was asked');
  return request;
};
/** A resource that no other test has heard of: what is known of data outlives a test. */
let count = 0;
const resource = () => `test-${count++}`;

describe('how a question stands', () => {
  test('nothing, waiting, answered: nothing is asked while there is nothing to ask', async () => {
    const { asked, input } = ask(null);
    expect([asked.state, asked.settled, sent.length]).toEqual(['nothing', true, 0]);
    input.set('a');
    expect([asked.state, asked.settled, asked.reply]).toEqual(['waiting', false, undefined]);
    await last().answer('A');
    expect([asked.state, asked.settled, asked.reply, asked.fresh]).toEqual(['answered', true, 'A', 'A']);
    input.set(null);
    expect([asked.state, asked.reply, asked.problem]).toEqual(['nothing', undefined, undefined]);
  });

  test('no answer is taken for that to another question; the last one stays under its own name', async () => {
    const { asked, input } = ask('a');
    await last().answer('A');
    input.set('b');
    expect([asked.state, asked.reply, asked.fresh]).toEqual(['waiting', undefined, undefined]);
    expect(asked.last).toMatchObject({ of: 'a', reply: 'A' });
  });

  test('a failure belongs to what failed, and is over once that is asked again', async () => {
    const { asked, input } = ask('a');
    await last().fail();
    expect([asked.state, asked.problem?.code]).toEqual(['failed', 'notFound']);
    input.set('b');
    expect([asked.state, asked.problem]).toEqual(['waiting', undefined]);
    input.set('a');
    expect(sent.map(({ of }) => of)).toEqual(['a', 'b', 'a']);
    expect([asked.state, asked.problem]).toEqual(['waiting', undefined]);
    await last().answer('A');
    expect(asked.reply).toBe('A');
  });

  test('what is no problem of ours is unreadable, not lost', async () => {
    const { made, end } = alive(
      () =>
        new Asked(
          () => 'a',
          () => Promise.reject(new TypeError('x is undefined')),
        ),
    );
    await pass(0);
    expect(made.problem).toMatchObject({ code: 'unreadable', detail: 'TypeError: x is undefined' });
    end();
  });
});

describe('what is on its way', () => {
  test('another question aborts it, and it changes nothing when it comes all the same', async () => {
    const { asked, input } = ask('a');
    const [first] = sent;
    input.set('b');
    expect(first?.signal.aborted).toBe(true);
    await last().answer('B');
    await first?.answer('A');
    expect([asked.state, asked.reply]).toEqual(['answered', 'B']);
  });

  test('its end aborts it', () => {
    ask('a');
    ends.pop()?.();
    expect(last().signal.aborted).toBe(true);
  });

  test('15 s of silence are a failure', async () => {
    const { asked } = ask('a');
    await pass(14_900);
    expect([asked.state, last().signal.aborted]).toEqual(['waiting', false]);
    await pass(200);
    expect([asked.state, asked.problem?.code, last().signal.aborted]).toEqual(['failed', 'late', true]);
    await last().answer('A');
    expect(asked.state).toBe('failed');
  });

  test('what may pass is tried once more by itself, what was refused is not', async () => {
    const { asked, input } = ask('a');
    await last().fail('internal');
    expect([asked.state, sent.length]).toEqual(['waiting', 1]);
    await pass(1000);
    expect(sent.length).toBe(2);
    await last().fail('internal');
    await pass(5000);
    expect([asked.state, sent.length]).toEqual(['failed', 2]);
    input.set('b');
    await last().fail('badRequest');
    await pass(5000);
    expect([asked.state, sent.length]).toEqual(['failed', 3]);
  });
});

describe('what is remembered', () => {
  test('going back asks nothing', async () => {
    const { asked, input } = ask('a');
    await last().answer('A');
    input.set('b');
    await last().answer('B');
    input.set('a');
    await settle();
    expect([asked.state, asked.reply, sent.length]).toEqual(['answered', 'A', 2]);
  });

  test('what was fetched ahead is there when its turn comes, and does not show before', async () => {
    const { asked, input } = ask('a');
    await last().answer('A');
    const ahead = asked.ahead('b');
    await last().answer('B');
    expect(await ahead).toBe(true);
    expect(asked.reply).toBe('A');
    input.set('b');
    await settle();
    expect([asked.reply, sent.length]).toEqual(['B', 2]);
    expect(await asked.ahead('b')).toBe(true);
    expect(sent.length).toBe(2);
  });

  test('what fails ahead fails before the reader only when its turn comes', async () => {
    const { asked, input } = ask('a');
    await last().answer('A');
    const ahead = asked.ahead('b');
    await last().fail();
    expect(await ahead).toBe(false);
    expect(asked.state).toBe('answered');
    input.set('b');
    expect(asked.state).toBe('waiting');
    expect(sent.length).toBe(3);
  });
});

describe('newer data', () => {
  test('makes what is shown outdated, and it is asked anew; until then it stays', async () => {
    const of = resource();
    const { asked } = ask('a');
    await last().answer('A', { [of]: 1 });
    const elsewhere = ask('other');
    await last().answer('O', { [of]: 2 });
    expect(elsewhere.asked.state).toBe('answered');
    expect([asked.state, asked.reply, asked.fresh, asked.settled]).toEqual(['outdated', 'A', undefined, false]);
    expect(last().of).toBe('a');
    await last().answer('A2', { [of]: 2 });
    expect([asked.state, asked.reply]).toEqual(['answered', 'A2']);
  });

  test('makes what is remembered forgotten', async () => {
    const of = resource();
    const { asked, input } = ask('a');
    await last().answer('A', { [of]: 1 });
    input.set('b');
    await last().answer('B', { [of]: 2 });
    input.set('a');
    await settle();
    expect([asked.state, sent.length]).toEqual(['waiting', 3]);
  });

  test('that fails to come leaves the old answer beside the problem', async () => {
    const of = resource();
    const { asked } = ask('a');
    await last().answer('A', { [of]: 1 });
    newest.learn({ [of]: 2 });
    flushSync();
    await last().fail();
    expect([asked.state, asked.reply, asked.fresh]).toEqual(['failed', 'A', undefined]);
  });

  // A replica may answer that has not heard of it yet: to ask it again and again would be no end.
  test('an answer that is older than the news known when it was asked for ends the asking', async () => {
    const of = resource();
    newest.learn({ [of]: 5 });
    const { asked } = ask('a');
    await last().answer('A', { [of]: 4 });
    await pass(1000);
    expect([asked.state, sent.length]).toEqual(['answered', 1]);
  });

  test('news of what an answer does not follow is none of it', async () => {
    const { asked } = ask('a');
    await last().answer('A', { [resource()]: 1 });
    newest.learn({ [resource()]: 9 });
    flushSync();
    expect([asked.state, sent.length]).toEqual(['answered', 1]);
  });

  test('nor is it where that had been heard of before it was asked for', async () => {
    const other = resource();
    newest.learn({ [other]: 1 });
    const { asked } = ask('a');
    await last().answer('A', { [resource()]: 1 });
    newest.learn({ [other]: 2 });
    flushSync();
    expect([asked.state, sent.length]).toEqual(['answered', 1]);
  });
});

describe('asking again', () => {
  test('everything that failed, wherever it stands, and nothing else', async () => {
    const good = ask('good');
    await last().answer('G');
    const [first, second] = [ask('a'), ask('b')];
    await sent[1]?.fail();
    await sent[2]?.fail();
    repeatFailed();
    flushSync();
    expect(sent.slice(3).map(({ of }) => of)).toEqual(['a', 'b']);
    expect([first.asked.state, second.asked.state, good.asked.state]).toEqual(['waiting', 'waiting', 'answered']);
  });

  test('what is over is not asked again', async () => {
    ask('a');
    await last().fail();
    ends.pop()?.();
    repeatFailed();
    flushSync();
    expect(sent.length).toBe(1);
  });

  test('a renewal asks whatever is remembered; the answer stays until then, but is not fresh', async () => {
    const { asked } = ask('a');
    await last().answer('A');
    asked.renew();
    flushSync();
    expect([asked.state, asked.reply, asked.fresh, sent.length]).toEqual(['outdated', 'A', undefined, 2]);
    await last().answer('A2');
    expect([asked.state, asked.reply]).toEqual(['answered', 'A2']);
  });
});
