import { getUnitProfile, type Level, type UnitProfile } from '#contract/admin-units.ts';
import { getUnitCriteria, listCriteriaSets, type CriteriaSet, type UnitCriteria } from '#contract/criteria.ts';
import { listItems, type FeatureCollection } from '#contract/features.ts';
import { getChanges, getUnitHistory, type Changes, type UnitHistory } from '#contract/history.ts';
import { listMeasures } from '#contract/measures.ts';
import type { Portal } from '#contract/portal.ts';
import { getRanking, type Ranking } from '#contract/ranking.ts';
import { isHeld, setsAt } from '#contract/sets-at.ts';
import { listEligibility, type UnitEligibility } from '#contract/standings.ts';
import { call } from '#client/api/call.ts';
import { Asked } from '#client/api/asked.svelte.ts';
import { Frames } from '#client/api/frames.svelte.ts';
import { placeFilter } from '#client/lib/admin-units/place.ts';
import { collectionOf } from '#client/map/layers.ts';
import type { Address } from '../address.ts';
import { noCriteriaCounts, criteriaCountsOf } from '../programme/criteria-counts.ts';

/** A district has some dozens of communes. */
const mostAround = 300;
const given = (at: string | null) => (at === null ? {} : { at });

/** One whole answer of the page: everything on it is of one unit, one day and one set. */
export interface Dossier {
  /** What regions drawn from it carry as `data-answer`. */
  readonly key: string;
  readonly question: { readonly code: string; readonly at: string; readonly set: string | null };
  readonly profile: UnitProfile;
  /** Null where the unit's level has no set on the day. */
  readonly set: CriteriaSet | null;
  /** Sets by which the unit can be assessed on the day. */
  readonly sets: readonly CriteriaSet[];
  /** Those in force of which nothing is held: they are named. */
  readonly unheld: readonly CriteriaSet[];
  /** The set that units are compared by. */
  readonly memberSet: CriteriaSet | null;
  readonly answer: UnitCriteria | undefined;
  readonly history: UnitHistory | undefined;
  readonly proposal: UnitEligibility | null;
  readonly changes: Changes | undefined;
  readonly ranking: Ranking | undefined;
  readonly place: FeatureCollection | undefined;
}

/** What the page of a commune or district asks for, worked out from its address, and the frame that the answers make. */
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
  readonly measures = new Asked(
    () => (this.#address().measure !== null || this.criteria.last !== undefined ? true : null),
    (_, signal) => call(listMeasures, { signal }),
  );
  readonly allSets = new Asked(
    () => true,
    (_, signal) => call(listCriteriaSets, { signal }),
  );
  readonly profile = new Asked(
    () => this.#unit,
    ({ code, at }, signal) => call(getUnitProfile, { params: { code }, query: given(at), signal }),
  );

  /** Boundaries of the units around; asked for once the unit is known. */
  readonly place = new Asked(
    () => {
      const known = this.profile.reply;
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

  /** Sets by which the unit can be assessed on the day. */
  readonly sets = $derived.by(() => this.#setsFor(this.#unit?.level).filter(isHeld));
  /** Sets of the day of which nothing is held. */
  readonly #unheld = $derived.by(() => this.#setsFor(this.#unit?.level).filter((set) => !isHeld(set)));
  /** The set that is shown: the measure's where it is for the unit's level, else the standard one. */
  readonly set = $derived.by((): CriteriaSet | null => {
    const id = this.measures.reply?.measures.find((entry) => entry.id === this.#address().measure)?.setId;
    return this.sets.find((set) => set.id === id) ?? this.sets[0] ?? null;
  });
  /** The criterion that the address's measure is about, where it is of the set that is shown. */
  readonly criterion = $derived.by((): number | null => {
    const measure = this.measures.reply?.measures.find((entry) => entry.id === this.#address().measure);
    return measure?.kind === 'criterion' && measure.setId === this.set?.id ? measure.criterionNo : null;
  });
  /** The set that units are compared by: the one shown for a commune, the communes' standard one for a district. */
  readonly memberSet = $derived.by(() =>
    this.set?.level === 'district' ? (this.#setsFor('commune').find(isHeld) ?? null) : this.set,
  );

  readonly #asked = $derived.by(() =>
    this.#unit === null || this.set === null ? null : { code: this.#unit.code, at: this.#unit.at, set: this.set.id },
  );
  readonly criteria = new Asked(
    () => this.#asked,
    ({ code, at, set }, signal) => call(getUnitCriteria, { params: { code }, query: { set, ...given(at) }, signal }),
  );
  readonly history = new Asked(
    () => this.#asked,
    ({ code, at, set }, signal) => call(getUnitHistory, { params: { code }, query: { set, ...given(at) }, signal }),
  );
  /** Whether the unit could be proposed for recognition, condition by condition. */
  readonly eligibility = new Asked(
    () => this.#asked,
    ({ code, at, set }, signal) =>
      call(listEligibility, { params: { id: set }, query: { within: code, ...given(at) }, signal }),
  );
  /** What changed in a year: in the commune itself, or in the communes of the district. */
  readonly changes = new Asked(
    () => (this.#unit === null || this.memberSet === null ? null : { ...this.#unit, set: this.memberSet.id }),
    ({ code, at, set }, signal) => call(getChanges, { query: { set, within: code, ...given(at) }, signal }),
  );
  readonly ranking = new Asked(
    () => (this.#unit === null || this.memberSet === null ? null : { at: this.#unit.at, set: this.memberSet.id }),
    ({ at, set }, signal) => call(getRanking, { query: { set, ...given(at) }, signal }),
  );

  /** Without these the page says nothing, without the others it lacks a part. */
  readonly needed = [this.profile, this.allSets, this.criteria, this.history];
  readonly others = [this.measures, this.place, this.eligibility, this.ranking, this.changes];

  readonly #question = $derived.by((): Dossier['question'] | null =>
    this.#unit === null || this.at === '' ? null : { code: this.#unit.code, at: this.at, set: this.set?.id ?? null },
  );
  /** The unit whose frame is in sight. Nothing reads it but the next look. */
  #opened: string | null = null;
  readonly #whole = $derived.by((): Dossier | null => {
    const [question, profile, sets] = [this.#question, this.profile.fresh, this.allSets.fresh];
    if (question === null || profile === undefined || sets === undefined || !this.measures.settled) return null;
    const [answer, history] = [this.criteria.fresh, this.history.fresh];
    if (this.set !== null && (answer === undefined || history === undefined)) return null;
    // What a unit is opened with need not be there all at once; when the day changes, it changes all at once.
    if (this.#opened === question.code && !this.others.every(({ settled }) => settled)) return null;
    this.#opened = question.code;
    return {
      key: [question.code, question.at, question.set ?? '-'].join(' '),
      question,
      profile,
      set: this.set,
      sets: this.sets,
      unheld: this.#unheld,
      memberSet: this.memberSet,
      answer,
      history,
      proposal: this.eligibility.fresh?.units.find(({ code }) => code === question.code) ?? null,
      changes: this.changes.fresh,
      ranking: this.ranking.fresh,
      place: this.place.fresh,
    };
  });
  readonly #frames = new Frames<Dossier['question'], Dossier>({
    asked: () => this.#question,
    whole: () => this.#whole,
    failed: () => this.needed.some(({ problem }) => problem !== undefined),
    likeness: ({ code, set }) => ({ code, set }),
  });
  /** What the page shows; of another unit nothing. */
  readonly frame = $derived.by(() =>
    this.#frames.frame?.question.code === this.#unit?.code ? this.#frames.frame : null,
  );
  readonly old = $derived(this.#frames.old);
  /** How every unit stands by the set that units are compared by. */
  readonly criteriaCounts = $derived.by(() => {
    const { frame } = this;
    return frame?.ranking === undefined || frame.memberSet === null
      ? noCriteriaCounts
      : criteriaCountsOf(frame.ranking, frame.memberSet);
  });

  #setsFor(level: Level | undefined): CriteriaSet[] {
    return setsAt(this.allSets.reply?.sets ?? [], this.at).filter((set) => set.level === level);
  }
}
