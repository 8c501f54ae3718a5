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

/** Asks again for everything that failed, wherever on the page it stands. */
export function repeatFailed(): void {
  for (const question of [...asked]) if (question.problem !== undefined) question.retry();
}

/** What was on its way when the network came back may fail after that, and what is asked for at once may still not get through. */
const afterMs = [1_000, 5_000];

/** The network is back: asks again for everything that failed, and a little later for what has failed since. */
export function repeatOnceBack(): void {
  repeatFailed();
  for (const ms of afterMs) setTimeout(repeatFailed, ms);
}
