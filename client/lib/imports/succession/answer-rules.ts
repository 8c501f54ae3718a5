import type { SuccessionQuestion } from '#contract/imports.ts';
import type { Answer } from '#contract/question-table.ts';
import { searchable } from '#rules/text/fold.ts';

/** A question with what was said to it: both are sent. */
export interface Answered {
  readonly question: SuccessionQuestion;
  readonly answer: Answer;
}
/** By the key of the question. */
export type Answers = ReadonlyMap<string, Answered>;

/** What is asked of one old unit, the largest part first. */
export interface QuestionGroup {
  readonly oldCode: string;
  readonly oldName: string;
  readonly questions: readonly SuccessionQuestion[];
}

/** From this part of an old unit on, in percent, it is answered at once with others that it went over as a whole. */
const largestPercent = 80;

/** What tells one question from all others. */
export function keyOf({ oldCode, newCode }: SuccessionQuestion): string {
  return `${oldCode} ${newCode}`;
}

/** Answers by their questions. */
export function answersOf(answered: readonly Answered[]): Answers {
  return new Map(answered.map((one) => [keyOf(one.question), one]));
}

/** Each question once, with what was said of it last. */
export function askedOnce(questions: readonly SuccessionQuestion[]): SuccessionQuestion[] {
  return [...new Map(questions.map((question) => [keyOf(question), question])).values()];
}

/** Questions by old unit, in the order of their codes: whatever was asked when, they stay where they are. */
export function groupQuestions(questions: readonly SuccessionQuestion[]): QuestionGroup[] {
  const groups = new Map<string, SuccessionQuestion[]>();
  for (const question of questions) groups.set(question.oldCode, [...(groups.get(question.oldCode) ?? []), question]);
  return [...groups]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([oldCode, own]) => ({
      oldCode,
      oldName: own[0]?.oldName ?? '',
      questions: own.toSorted((one, other) => other.percentOfOld - one.percentOfOld),
    }));
}

/** Whether all is said: of what went over also which unit it is since. */
export function isWhole(answer: Answer | undefined): boolean {
  return answer !== undefined && answer.share !== null && (answer.share === 'none' || answer.continues !== null);
}

/** Questions to which something is still to be said. */
export function openOf(questions: readonly SuccessionQuestion[], answers: Answers): SuccessionQuestion[] {
  return questions.filter((question) => !isWhole(answers.get(keyOf(question))?.answer));
}

/** How much went over. A unit of another name is another unit, until it is said otherwise; all of a unit goes to one. */
export function withShare(
  questions: readonly SuccessionQuestion[],
  answers: Answers,
  asked: SuccessionQuestion,
  share: 'full' | 'partial' | 'none',
): Answers {
  const next = new Map(answers);
  const before = answers.get(keyOf(asked))?.answer.continues ?? null;
  const continues = share === 'none' ? null : (before ?? (isSameName(asked) ? null : false));
  next.set(keyOf(asked), { question: asked, answer: { share, continues } });
  for (const question of questions.filter((one) => one !== asked && one.oldCode === asked.oldCode)) {
    const key = keyOf(question);
    const other = next.get(key)?.answer;
    if (other?.share !== 'full') continue;
    if (share === 'full') next.delete(key);
    if (share === 'partial') next.set(key, { question, answer: { ...other, share: 'partial' } });
  }
  return next;
}

/**
 * What was said with what follows from it: of a unit of which all went to one, nothing went where else it lies. The code of one that
 * shares no ground is still to be settled. It is worked out and never kept: whoever passes by an answer on the way to the next
 * loses nothing that was said before.
 */
export function withFollowing(questions: readonly SuccessionQuestion[], answers: Answers): Answers {
  const whole = new Set(
    [...answers.values()].flatMap(({ question, answer }) => (answer.share === 'full' ? [question.oldCode] : [])),
  );
  const following = questions.filter(
    (question) =>
      whole.has(question.oldCode) && question.percentOfOld > 0 && answers.get(keyOf(question))?.answer.share !== 'full',
  );
  return new Map([
    ...answers,
    ...following.map((question): [string, Answered] => [
      keyOf(question),
      { question, answer: { share: 'none', continues: null } },
    ]),
  ]);
}

/** Whether the old unit goes on as the new one: it does so once, and as one unit goes on one other. */
export function withIdentity(answers: Answers, asked: SuccessionQuestion, continues: boolean): Answers {
  const others = [...answers].map(([key, { question, answer }]): [string, Answered] => {
    const same = question.oldCode === asked.oldCode || question.newCode === asked.newCode;
    return [
      key,
      { question, answer: continues && same && answer.continues ? { ...answer, continues: false } : answer },
    ];
  });
  const own = answers.get(keyOf(asked))?.answer ?? { share: null };
  return new Map([...others, [keyOf(asked), { question: asked, answer: { ...own, continues } }]]);
}

/** Open questions of old units that lie in one new unit of another name almost whole: of the same name it may be the same unit. */
export function largestOf(questions: readonly SuccessionQuestion[], answers: Answers): SuccessionQuestion[] {
  return openOf(questions, withFollowing(questions, answers)).filter(
    (question) => question.percentOfOld >= largestPercent && !isSameName(question),
  );
}

/** Those answered at once: all of it went over, and a new unit takes its place. */
export function withLargest(questions: readonly SuccessionQuestion[], answers: Answers): Answers {
  return largestOf(questions, answers).reduce(
    (known, question) => withShare(questions, known, question, 'full'),
    answers,
  );
}

/** Whether of an old unit one part alone is said to have gone over, and nothing of the others: it would be taken for all of it. */
export function isAlone({ questions }: QuestionGroup, answers: Answers): boolean {
  const shares = questions.map((question) => answers.get(keyOf(question))?.answer.share ?? null);
  return (
    shares.filter((share) => share === 'partial').length === 1 &&
    shares.every((share) => share === 'partial' || share === 'none')
  );
}

/** What a name begins with where it says the kind of the unit: a xã that became a phường bears its name on. */
const kind = /^(xa|phuong|thi tran|dac khu|thi xa|quan|huyen|thanh pho|tinh) /;

function isSameName({ oldName, newName }: SuccessionQuestion): boolean {
  const bare = (name: string) => searchable(name).replace(kind, '');
  return newName !== null && bare(oldName) === bare(newName);
}
