import { getUnitProfile, listNeighbours, searchAdminUnits, type Level } from '#contract/admin-units.ts';
import { getUnitCriteria, listCriteriaSets } from '#contract/criteria.ts';
import { getMeasureValues, listMeasures, type Measure, type MeasureValues } from '#contract/measures.ts';
import type { Portal } from '#contract/portal.ts';
import { call } from '#client/api/call.ts';
import { Query } from '#client/api/query.svelte.ts';
import { byCode, codesOf, rowsOf } from '#client/lib/admin-units/rows.ts';
import { changeOf, changeTitle } from '#client/lib/measures/change.ts';
import { mapSentences } from '#client/lib/measures/map-sentence.ts';
import { classify, countClasses, noClasses } from '#client/map/classify.ts';
import type { Address } from '../address.ts';
import { lastUpTo, levelFor, measureOf } from './choices.ts';

/** As many units as one answer may hold: the communes of the whole country are about 11,000. */
const allUnits = 20_000;
const given = (at: string | null) => (at === null ? {} : { at });

/** All that the map page shows, worked out from its address and the portal's answers. Nothing here is written. */
export class Atlas {
  readonly #address: () => Address;
  readonly #portal: () => Portal | undefined;

  constructor(address: () => Address, portal: () => Portal | undefined) {
    this.#address = address;
    this.#portal = portal;
  }

  readonly measures = new Query(
    () => true,
    (_, signal) => call(listMeasures, { signal }),
  );
  readonly sets = new Query(
    () => true,
    (_, signal) => call(listCriteriaSets, { signal }),
  );

  /** What the address asks for; the answer to it may still be on its way. */
  readonly asked = $derived.by(() => {
    const { measure: id, level, at } = this.#address();
    const measure = measureOf(this.measures.data?.measures ?? [], id, level);
    if (measure === null) return null;
    return { measure, level: levelFor(measure, level), at, from: this.#earlier(measure) };
  });
  readonly values = new Query(
    () => {
      if (this.asked === null) return null;
      const { measure, level, at, from } = this.asked;
      return { id: measure.id, level, at, from };
    },
    ({ id, level, at, from }, signal) => {
      const query = { level, ...given(at), ...(from === null ? {} : { from }) };
      return call(getMeasureValues, { params: { id }, query, signal });
    },
  );
  /** The earlier date of the address, where the measure knows a change and the date is earlier. */
  #earlier(measure: Measure): string | null {
    const { from } = this.#address();
    return from !== null && measure.change !== null && from < this.at ? from : null;
  }

  /** Measure and answer that belong together: while a new answer is awaited, the last one. */
  readonly shown = $derived.by((): { measure: Measure; answer: MeasureValues } | null => {
    const answer = this.values.data;
    const listed = this.measures.data?.measures.find(({ id }) => id === answer?.measure);
    if (answer === undefined || listed === undefined) return null;
    const { from } = answer;
    const scale = this.measures.data?.changes[listed.change ?? ''];
    if (from === null || scale === undefined) return { measure: listed, answer };
    return { measure: changeOf(listed, scale, changeTitle(listed, from)), answer };
  });
  readonly level = $derived<Level>(this.shown?.answer.level ?? this.asked?.level ?? 'commune');
  /** The date that everything is shown at. */
  readonly at = $derived.by(() => this.#address().at ?? this.#portal()?.referenceDate ?? '');
  /** First day of the boundaries in force at that date: while it stays, no geometry is fetched again. */
  readonly boundaryDate = $derived.by(() => {
    const portal = this.#portal();
    return portal === undefined ? '' : lastUpTo(portal.boundaryDates, this.at);
  });

  readonly #units = new Query(
    () => (this.shown === null || this.boundaryDate === '' ? null : { level: this.level, at: this.boundaryDate }),
    (query, signal) => call(searchAdminUnits, { query: { ...query, limit: allUnits }, signal }),
  );
  readonly #neighbours = new Query(
    () => (this.shown === null || this.boundaryDate === '' ? null : { level: this.level, at: this.boundaryDate }),
    (query, signal) => call(listNeighbours, { query, signal }),
  );
  /** Units across a shared boundary, by code; none while they are not known. */
  readonly neighbours = $derived(
    this.#neighbours.data?.level === this.level ? this.#neighbours.data.neighbours : ({} as Record<string, string[]>),
  );
  readonly provinces = new Query(
    () => (this.boundaryDate === '' ? null : { at: this.boundaryDate }),
    ({ at }, signal) => call(searchAdminUnits, { query: { level: 'province', at, limit: 200 }, signal }),
  );
  readonly unitsByCode = $derived(byCode(this.#units.data?.items ?? []));
  readonly #profile = new Query(
    () => {
      const { unit, at } = this.#address();
      return unit === null ? null : { code: unit.code, at };
    },
    ({ code, at }, signal) => call(getUnitProfile, { params: { code }, query: given(at), signal }),
  );
  /** Profile of the unit of the address, once it is there. */
  readonly profile = $derived.by(() => {
    const unit = this.#address().unit;
    return unit !== null && this.#profile.data?.code === unit.code ? this.#profile.data : null;
  });

  /** Set whose criteria the panel shows: the measure's. */
  readonly criteria = new Query(
    () => {
      const { unit, at } = this.#address();
      const set = this.asked?.measure.setId ?? null;
      return unit?.level === 'commune' && set !== null ? { code: unit.code, set, at } : null;
    },
    ({ code, set, at }, signal) => call(getUnitCriteria, { params: { code }, query: { set, ...given(at) }, signal }),
  );

  readonly #inside = new Query(
    () => {
      const unit = this.#address().unit;
      if (unit === null || unit.level !== 'province' || this.level === 'province' || this.boundaryDate === '')
        return null;
      return { within: unit.code, level: this.level, at: this.boundaryDate };
    },
    (query, signal) => call(searchAdminUnits, { query: { ...query, limit: allUnits }, signal }),
  );
  /** Codes of the units shown inside the unit that was drilled into; null where nothing was. */
  readonly scope = $derived.by((): ReadonlySet<string> | null => {
    const unit = this.#address().unit;
    if (unit === null || unit.level === this.level || unit.level === 'commune') return null;
    if (unit.level === 'province') {
      return this.#inside.of?.within === unit.code ? codesOf(this.#inside.data?.items ?? []) : null;
    }
    if (this.unitsByCode.size === 0) return null;
    return codesOf([...this.unitsByCode.values()].filter(({ parentCode }) => parentCode === unit.code));
  });

  /** Everything that the map and its panel ask for. */
  readonly queries = [
    this.measures,
    this.values,
    this.sets,
    this.#units,
    this.#neighbours,
    this.provinces,
    this.#profile,
    this.criteria,
    this.#inside,
  ];

  readonly classes = $derived(this.shown === null ? noClasses : classify(this.shown.measure, this.shown.answer));
  readonly counts = $derived(countClasses(this.classes, this.scope));
  /** Every unit of the level, whatever is filtered: ranks are among these. */
  readonly rows = $derived(
    this.shown === null ? [] : rowsOf([...this.unitsByCode.values()], this.shown.answer, this.classes),
  );
  readonly scopedRows = $derived(
    this.scope === null ? this.rows : this.rows.filter(({ code }) => this.scope?.has(code)),
  );
  /** Units of the table: those in colour on the map. */
  readonly tableRows = $derived.by(() => {
    const { classes } = this.#address();
    return classes.length === 0 ? this.scopedRows : this.scopedRows.filter((row) => classes.includes(row.class));
  });
  /** What the map shows, in words. */
  readonly sentences = $derived(
    this.shown === null
      ? []
      : mapSentences({
          ...this.shown,
          classes: this.classes,
          units: this.unitsByCode,
          neighbours: this.neighbours,
          scope: this.scope,
        }),
  );
}
