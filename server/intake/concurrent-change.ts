import { Fault } from '#contract/faults.ts';

/** Somebody else changed units or boundaries between reading and switching; nothing was written. */
export class ConcurrentChange extends Fault<'changedMeanwhile'> {
  constructor() {
    super('changedMeanwhile', {});
  }
}
