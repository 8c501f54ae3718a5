import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Frames } from '#client/api/frames.svelte.ts';
import { alive, Given, watch } from '#tests/support/runes.svelte.ts';

interface Question {
  readonly measure: string;
  readonly at: string;
}
interface Shown {
  readonly question: Question;
  readonly figures: string;
}
/** How the answer to one question came: not yet, or it did, or it did not. */
type Came = Readonly<Record<string, 'answered' | 'failed'>>;

const keyOf = ({ measure, at }: Question) => `${measure} ${at}`;
const figuresOf = (question: Question) => `figures of ${keyOf(question)}`;

/** A screen whose questions are answered, or fail, as they are told to. */
function screen(first: Question | null) {
  const asked = new Given<Question | null>(first);
  const came = new Given<Came>({});
  const how = () => (asked.value === null ? undefined : came.value[keyOf(asked.value)]);
  const { made, end } = alive(() => {
    const frames = new Frames<Question, Shown>({
      asked: () => asked.value,
      whole: () =>
        asked.value !== null && how() === 'answered'
          ? { question: asked.value, figures: figuresOf(asked.value) }
          : null,
      failed: () => how() === 'failed',
      likeness: ({ measure }) => ({ measure }),
    });
    watch(() => [frames.frame, frames.old]);
    return frames;
  });
  const set = (question: Question, how: 'answered' | 'failed' | undefined) => {
    const others = Object.entries(came.value).filter(([key]) => key !== keyOf(question));
    came.set(Object.fromEntries([...others, ...(how === undefined ? [] : [[keyOf(question), how] as const])]));
  };
  return { frames: made, asked, set, how, end };
}
const may: Question = { measure: 'm', at: '2024-05-31' };
const june: Question = { measure: 'm', at: '2024-06-30' };
const other: Question = { measure: 'n', at: '2024-05-31' };

test('the frame before stays, and is old, until the next is whole', () => {
  const { frames, asked, set, end } = screen(may);
  expect([frames.frame, frames.old]).toEqual([null, false]);
  set(may, 'answered');
  expect([frames.frame?.figures, frames.old]).toEqual([figuresOf(may), false]);
  asked.set(other);
  expect([frames.frame?.figures, frames.old]).toEqual([figuresOf(may), true]);
  set(other, 'answered');
  expect([frames.frame?.figures, frames.old]).toEqual([figuresOf(other), false]);
  end();
});

test('after a failure it stays only where nothing but the date differs', () => {
  const { frames, asked, set, end } = screen(may);
  set(may, 'answered');
  set(june, 'failed');
  asked.set(june);
  expect([frames.frame?.figures, frames.old]).toEqual([figuresOf(may), true]);
  set(other, 'failed');
  asked.set(other);
  expect([frames.frame, frames.old]).toEqual([null, false]);
  // What was cleared does not come back by itself under a question that is not its own.
  set(other, undefined);
  expect(frames.frame).toBeNull();
  asked.set(may);
  expect([frames.frame?.figures, frames.old]).toEqual([figuresOf(may), false]);
  end();
});

test('while nothing is asked yet what was shown is old', () => {
  const { frames, asked, set, end } = screen(may);
  set(may, 'answered');
  asked.set(null);
  expect([frames.frame?.figures, frames.old]).toEqual([figuresOf(may), true]);
  end();
});

const question = fc.record({ measure: fc.constantFrom('m', 'n'), at: fc.constantFrom('1', '2', '3') });
const step = fc.oneof(
  fc.record({ what: fc.constant('ask' as const), of: fc.option(question, { freq: 8 }) }),
  fc.record({ what: fc.constantFrom('answered', 'failed', 'forget'), of: question }),
);

test('whatever is asked, answered and fails: what is shown is one answer, and old unless it is that to what is asked', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const { frames, asked, set, how, end } = screen(null);
      const answered = new Set<string>();
      for (const { what, of } of steps) {
        if (what === 'ask') asked.set(of);
        else if (of !== null) set(of, what === 'forget' ? undefined : (what as 'answered' | 'failed'));
        if (asked.value !== null && how() === 'answered') answered.add(keyOf(asked.value));
        const { frame, old } = frames;
        const now = asked.value === null ? null : keyOf(asked.value);
        if (frame === null) {
          expect(old).toBe(false);
          expect(how()).not.toBe('answered');
          continue;
        }
        expect(frame.figures).toBe(figuresOf(frame.question));
        expect(answered).toContain(keyOf(frame.question));
        expect(old).toBe(!(keyOf(frame.question) === now && how() === 'answered'));
        if (how() === 'failed') expect(frame.question.measure).toBe(asked.value?.measure);
      }
      end();
    }),
    { numRuns: 300, seed: 12 },
  );
});
