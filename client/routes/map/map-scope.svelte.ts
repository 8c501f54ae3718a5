import type { AdminUnit } from '#contract/admin-units.ts';
import { Asked } from '#client/api/asked.svelte.ts';
import { codesOf } from '#client/lib/admin-units/rows.ts';
import type { Question, Scope } from './frame.ts';

/** What is known of a question: undefined is what is not known yet. */
interface Known {
  readonly question: Question | null;
  /** All units of the level, and those inside a province that was drilled into. */
  readonly units: readonly AdminUnit[] | undefined;
  readonly inside: readonly AdminUnit[] | undefined;
  readonly name: string | undefined;
}

/** Which units of a level are looked at: those inside the unit that was drilled into, and of them those of a former one. */
export class MapScope {
  readonly #known: () => Known;

  constructor(known: () => Known) {
    this.#known = known;
  }

  /** What finds the communes of a former unit comes with the first that is asked for. */
  readonly former = new Asked(
    () => (this.#known().question?.former ? true : null),
    () => import('#client/lib/admin-units/former-districts.ts'),
  );
  readonly #drilled = $derived.by((): Scope | null | undefined => {
    const { question, units, inside, name } = this.#known();
    const within = question?.within ?? null;
    if (within === null) return null;
    const own = within.level === 'province' ? inside : units?.filter(({ parentCode }) => parentCode === within.code);
    return name === undefined || own === undefined ? undefined : { ...within, name, codes: codesOf(own) };
  });
  /** Undefined while it is not known, null where all are; a former unit that no commune lay in narrows nothing. */
  readonly scope = $derived.by((): Scope | null | undefined => {
    const { question, units } = this.#known();
    const drilled = this.#drilled;
    if (!question?.former || drilled === undefined) return drilled;
    const place = this.former.reply?.formerPlace;
    return place && units && (place(units, question.former, drilled) ?? drilled);
  });
}
