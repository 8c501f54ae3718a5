import type { ProblemError } from './problem.ts';

/** Something that was asked for, may have failed, and can be asked for again. */
export interface Repeatable {
  readonly problem: ProblemError | undefined;
  readonly retry: () => void;
}

const asked = new Set<Repeatable>();

/** Enters what a screen asks for; gives back what takes it off again. */
export function enter(question: Repeatable): () => void {
  asked.add(question);
  return () => void asked.delete(question);
}

/** Asks again for everything that failed, wherever on the page it stands: at one press, and when the network is back. */
export function repeatFailed(): void {
  for (const question of [...asked]) if (question.problem !== undefined) question.retry();
}
