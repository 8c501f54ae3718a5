import { m } from '#client/text/compiled/messages.js';
import { speakOn } from '#client/text/language.svelte.ts';
import type { Router } from '../router.svelte.ts';
import type { Atlas } from './atlas.svelte.ts';

/** Mends what of a map's address does not go with the measures, once they are known; what mends it comes with the first such address. */
export function amendMeasures(atlas: Atlas, router: Router): void {
  $effect(() => {
    const { address } = router;
    const measures = atlas.measures.reply?.measures;
    const { at, level: shown, old } = atlas;
    const frame = old ? null : atlas.frame;
    const { measure, level, from, compare, on, former, classes } = address;
    const asksNothing =
      classes.length === 0 && [measure, level, from, compare, on, former].every((each) => each === null);
    if (measures === undefined || at === '' || asksNothing) return;
    // With the words, which the page does not begin with: what is said is kept as it is said.
    void Promise.all([import('./amend-measure.ts'), speakOn()]).then(
      ([{ amendFormer, amendMeasure }]) => {
        if (router.address !== address) return;
        router.amend(amendMeasure(address, measures, at));
        router.amend(amendFormer(address, shown, frame));
      },
      () => router.amend({ change: {}, said: [m.problem_unreachable()] }),
    );
  });
}
