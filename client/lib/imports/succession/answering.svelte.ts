import { z } from 'zod';
import { SuccessionQuestion, type SuccessionReport, type SuccessionShapes } from '#contract/imports.ts';
import { questionsTable } from '#contract/question-table.ts';
import * as rules from './answer-rules.ts';

const Kept = z.array(
  z.object({
    question: SuccessionQuestion,
    answer: z.object({ share: z.enum(['full', 'partial', 'none']).nullable(), continues: z.boolean().nullable() }),
  }),
);

const storedAs = (subject: string) => `import-answers ${subject}`;

/**
 * What a person answers to the questions of one file, trial after trial: what was asked stays, and is answered otherwise where
 * that was wrong. Kept in the tab under the subject of the file, so that a page that is loaded anew finds it again.
 */
export class Answering {
  #asked = $state.raw<readonly SuccessionQuestion[]>([]);
  /** What was said; what follows from it is worked out. */
  #said = $state.raw<rules.Answers>(rules.answersOf([]));
  #shapes = $state.raw<Pick<SuccessionShapes, 'before' | 'since'>>({ before: {}, since: {} });

  constructor(readonly subject: string) {
    const kept = readKept(subject);
    this.#asked = kept.map(({ question }) => question);
    this.#said = rules.answersOf(kept);
  }

  // Nothing is derived here: it outlives the report that made it, and what that derived.

  /** What was asked, by old unit. */
  get groups(): readonly rules.QuestionGroup[] {
    return rules.groupQuestions(this.#asked);
  }
  get answers(): rules.Answers {
    return rules.withFollowing(this.#asked, this.#said);
  }
  get asked(): readonly SuccessionQuestion[] {
    return this.#asked;
  }
  get open(): readonly SuccessionQuestion[] {
    return rules.openOf(this.#asked, this.answers);
  }
  /** Those that can be answered at once. */
  get largest(): readonly SuccessionQuestion[] {
    return rules.largestOf(this.#asked, this.#said);
  }
  get shapes(): Pick<SuccessionShapes, 'before' | 'since'> {
    return this.#shapes;
  }

  /** Takes what a report asks, with what it draws, beside what was asked before. */
  take({ questions, shapes }: Pick<SuccessionReport, 'questions' | 'shapes'>): void {
    this.#asked = rules.askedOnce([...this.#asked, ...questions]);
    if (shapes === undefined) return;
    const { before, since } = this.#shapes;
    this.#shapes = { before: { ...before, ...shapes.before }, since: { ...since, ...shapes.since } };
  }

  share(question: SuccessionQuestion, share: 'full' | 'partial' | 'none'): void {
    this.#set(rules.withShare(this.#asked, this.#said, question, share));
  }

  identity(question: SuccessionQuestion, continues: boolean): void {
    this.#set(rules.withIdentity(this.#said, question, continues));
  }

  answerLargest(): void {
    this.#set(rules.withLargest(this.#asked, this.#said));
  }

  clear(): void {
    this.#set(rules.answersOf([]));
  }

  /** The questions with the answers, as an office takes them to fill in. */
  table(): string {
    return this.#tableOf(this.#asked);
  }

  /** What is answered, as an import takes it; null where nothing is. */
  file(): File | null {
    const answered = [...this.answers.values()].filter(({ answer }) => rules.isWhole(answer));
    if (answered.length === 0) return null;
    return new File([this.#tableOf(answered.map(({ question }) => question))], 'tra-loi.csv', { type: 'text/csv' });
  }

  #tableOf(questions: readonly SuccessionQuestion[]): string {
    const { answers } = this;
    return questionsTable(questions, (question) => answers.get(rules.keyOf(question))?.answer ?? null);
  }

  #set(answers: rules.Answers): void {
    this.#said = answers;
    try {
      if (answers.size === 0) sessionStorage.removeItem(storedAs(this.subject));
      else sessionStorage.setItem(storedAs(this.subject), JSON.stringify([...answers.values()]));
    } catch {
      // A browser that keeps nothing has them as long as the page is there.
    }
  }
}

function readKept(subject: string): z.infer<typeof Kept> {
  try {
    return Kept.safeParse(JSON.parse(sessionStorage.getItem(storedAs(subject)) ?? '[]')).data ?? [];
  } catch {
    return [];
  }
}
