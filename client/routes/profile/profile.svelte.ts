import { getUnitProfile, type Level } from '#contract/admin-units.ts';
import { getUnitCriteria, listCriteriaSets, type CriteriaSet } from '#contract/criteria.ts';
import { listItems } from '#contract/features.ts';
import { getChanges, getUnitHistory } from '#contract/history.ts';
import { listMeasures } from '#contract/measures.ts';
import type { Portal } from '#contract/portal.ts';
import { getRanking } from '#contract/ranking.ts';
import { setsAt } from '#contract/sets-at.ts';
import { listEligibility } from '#contract/standings.ts';
import { call } from '#client/api/call.ts';
import { Query } from '#client/api/query.svelte.ts';
import { placeFilter } from '#client/lib/admin-units/place.ts';
import { collectionOf } from '#client/map/layers.ts';
import type { Address } from '../address.ts';
import { noCriteriaCounts, criteriaCountsOf } from '../programme/criteria-counts.ts';

/** A district has some dozens of communes. */
const mostAround = 300;
const given = (at: string | null) => (at === null ? {} : { at });

/** All that the page of a commune or district shows, worked out from its address and the portal's answers. */
export class UnitDossier {
  readonly #address: () => Address;
  readonly #portal: () => Portal | undefined;

  constructor(address: () => Address, portal: () => Portal | undefined) {
    this.#address = address;
    this.#portal = portal;
  }

  readonly #unit = $derived.by(() => {
    const { unit, at } = this.#address();
    return unit === null ? null : { code: unit.code, level: unit.level, at };
  });
  readonly at = $derived.by(() => this.#address().at ?? this.#portal()?.referenceDate ?? '');

  /** Half a megabyte: after what the page says first, but where its measure says which set is shown. */
  readonly measures = new Query(
    () => (this.#address().measure !== null || this.criteria.data !== undefined ? true : null),
    (_, signal) => call(listMeasures, { signal }),
  );
  readonly allSets = new Query(
    () => true,
    (_, signal) => call(listCriteriaSets, { signal }),
  );
  readonly profile = new Query(
    () => this.#unit,
    ({ code, at }, signal) => call(getUnitProfile, { params: { code }, query: given(at), signal }),
  );

  /** Boundaries of the units around; asked for once the unit is known. */
  readonly place = new Query(
    () => {
      const known = this.profile.data;
      if (known === undefined || known.boundary === null) return null;
      return { code: known.code, level: known.level, at: known.at, filter: placeFilter(known) };
    },
    ({ level, at, filter }, signal) =>
      call(listItems, {
        params: { collectionId: collectionOf[level] },
        query: { filter, datetime: at, properties: 'code,name,parent_code', limit: mostAround },
        signal,
      }),
  );

  /** Sets by which the unit's level stands on the day. */
  readonly sets = $derived.by(() => this.#setsFor(this.#unit?.level));
  /** The set that is shown: the measure's where it is for the unit's level, else the standard one. */
  readonly set = $derived.by((): CriteriaSet | null => {
    const id = this.measures.data?.measures.find((entry) => entry.id === this.#address().measure)?.setId;
    return this.sets.find((set) => set.id === id) ?? this.sets[0] ?? null;
  });
  /** The criterion that the address's measure is about, where it is of the set that is shown. */
  readonly criterion = $derived.by((): number | null => {
    const measure = this.measures.data?.measures.find((entry) => entry.id === this.#address().measure);
    return measure?.kind === 'criterion' && measure.setId === this.set?.id ? measure.criterionNo : null;
  });
  /** The set that units are compared by: the one shown for a commune, the communes' standard one for a district. */
  readonly memberSet = $derived.by(() =>
    this.set?.level === 'district' ? (this.#setsFor('commune')[0] ?? null) : this.set,
  );

  readonly #asked = $derived.by(() =>
    this.#unit === null || this.set === null ? null : { code: this.#unit.code, at: this.#unit.at, set: this.set.id },
  );
  readonly criteria = new Query(
    () => this.#asked,
    ({ code, at, set }, signal) => call(getUnitCriteria, { params: { code }, query: { set, ...given(at) }, signal }),
  );
  readonly history = new Query(
    () => this.#asked,
    ({ code, at, set }, signal) => call(getUnitHistory, { params: { code }, query: { set, ...given(at) }, signal }),
  );
  /** Whether the unit could be proposed for recognition, condition by condition. */
  readonly eligibility = new Query(
    () => this.#asked,
    ({ code, at, set }, signal) =>
      call(listEligibility, { params: { id: set }, query: { within: code, ...given(at) }, signal }),
  );
  readonly proposal = $derived(this.eligibility.data?.units.find(({ code }) => code === this.#unit?.code) ?? null);
  /** What changed in a year: in the commune itself, or in the communes of the district. */
  readonly changes = new Query(
    () => (this.#unit === null || this.memberSet === null ? null : { ...this.#unit, set: this.memberSet.id }),
    ({ code, at, set }, signal) => call(getChanges, { query: { set, within: code, ...given(at) }, signal }),
  );
  readonly ranking = new Query(
    () => (this.#unit === null || this.memberSet === null ? null : { at: this.#unit.at, set: this.memberSet.id }),
    ({ at, set }, signal) => call(getRanking, { query: { set, ...given(at) }, signal }),
  );
  /** How every unit stands by the set that units are compared by. */
  readonly criteriaCounts = $derived.by(() =>
    this.ranking.data === undefined || this.memberSet === null
      ? noCriteriaCounts
      : criteriaCountsOf(this.ranking.data, this.memberSet),
  );

  /** Without these the page says nothing, without the others it lacks a part. */
  readonly needed = [this.profile, this.allSets, this.criteria, this.history];
  readonly others = [this.measures, this.place, this.eligibility, this.ranking, this.changes];

  #setsFor(level: Level | undefined): CriteriaSet[] {
    return setsAt(this.allSets.data?.sets ?? [], this.at).filter((set) => set.level === level);
  }
}
