import { getMeasureValues, type Measure, type MeasureValues } from '#contract/measures.ts';
import { getChanges } from '#contract/history.ts';
import type { Portal } from '#contract/portal.ts';
import { call } from '#client/api/call.ts';
import { Query } from '#client/api/query.svelte.ts';
import { rowsOf } from '#client/lib/admin-units/rows.ts';
import { classify, noClasses } from '#client/map/classify.ts';
import type { Address } from '../address.ts';
import type { Atlas } from './atlas.svelte.ts';
import { lastUpTo } from './choices.ts';

/** The second of two dates: the same measure on another day, and what changed between the two. */
export class Comparison {
  readonly #address: () => Address;
  readonly #portal: () => Portal | undefined;
  readonly #atlas: Atlas;

  constructor(address: () => Address, portal: () => Portal | undefined, atlas: Atlas) {
    this.#address = address;
    this.#portal = portal;
    this.#atlas = atlas;
  }

  /** The other date; null while only one is looked at. A date beside itself is one date, and a change holds two already. */
  readonly date = $derived.by(() => {
    const { compare } = this.#address();
    const { asked, at } = this.#atlas;
    return compare === at || (asked?.from ?? null) !== null ? null : compare;
  });
  readonly boundaryDate = $derived.by(() =>
    this.date === null ? '' : lastUpTo(this.#portal()?.boundaryDates ?? [], this.date),
  );

  readonly #values = new Query(
    () => {
      const { asked } = this.#atlas;
      return asked === null || this.date === null ? null : { id: asked.measure.id, level: asked.level, at: this.date };
    },
    ({ id, level, at }, signal) => call(getMeasureValues, { params: { id }, query: { level, at }, signal }),
  );
  /** The measure's values on the other date, once they are of the same measure and level as those shown. */
  readonly shown = $derived.by((): { measure: Measure; answer: MeasureValues } | null => {
    const { shown } = this.#atlas;
    const answer = this.#values.data;
    if (this.date === null || shown === null || answer === undefined) return null;
    return answer.measure === shown.measure.id && answer.level === shown.answer.level
      ? { measure: shown.measure, answer }
      : null;
  });
  readonly classes = $derived(this.shown === null ? noClasses : classify(this.shown.measure, this.shown.answer));
  readonly rows = $derived.by(() =>
    this.shown === null ? [] : rowsOf([...this.#atlas.unitsByCode.values()], this.shown.answer, this.classes),
  );

  readonly changes = new Query(
    () => {
      const { asked, at } = this.#atlas;
      if (asked === null || this.date === null || at === '') return null;
      const [from = '', until = ''] = [this.date, at].sort();
      const unit = this.#address().unit;
      return { set: asked.measure.setId ?? undefined, from, at: until, within: unit?.code };
    },
    (query, signal) => call(getChanges, { query, signal }),
  );
  readonly queries = [this.#values, this.changes];
}
