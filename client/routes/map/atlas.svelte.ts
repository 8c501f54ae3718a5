import {
  allUnits,
  getUnitProfile,
  listNeighbours,
  searchAdminUnits,
  type Level,
  type UnitProfile,
} from '#contract/admin-units.ts';
import { getUnitCriteria, listCriteriaSets, type UnitCriteria } from '#contract/criteria.ts';
import {
  getMeasureValues,
  getOpeningMeasure,
  listMeasures,
  type Measure,
  type MeasureValues,
} from '#contract/measures.ts';
import { earlierOf, levelFor, measureOf } from '#contract/opening.ts';
import { boundaryDateOn, type Portal } from '#contract/portal.ts';
import { call } from '#client/api/call.ts';
import { Asked } from '#client/api/asked.svelte.ts';
import { Frames } from '#client/api/frames.svelte.ts';
import { byCode } from '#client/lib/admin-units/rows.ts';
import { changeOf, changeTitle } from '#client/lib/measures/change.ts';
import type { Address } from '../address.ts';
import { commonClasses } from '#client/map/classify.ts';
import { Comparison } from './comparison.svelte.ts';
import { frameOf, type Frame, type Question } from './frame.ts';
import { MapScope } from './map-scope.svelte.ts';

const given = (at: string | null) => (at === null ? {} : { at });

/** What the panel says of one unit, of one day. */
export interface UnitAnswer {
  readonly key: string;
  readonly question: { readonly code: string; readonly at: string | null; readonly set: string | null };
  readonly profile: UnitProfile;
  /** Null for a district, for a unit that the set does not apply to, and where it failed. */
  readonly criteria: UnitCriteria | null;
}

/**
 * What the map page asks for, worked out from its address, and the frame that the answers make. Pickers read `question` and
 * `measure`; everything that is drawn or told is read from `frame` and `unit`. Nothing here is written.
 */
export class Atlas {
  readonly #address: () => Address;
  readonly #portal: () => Portal | undefined;
  readonly #mapStands: () => boolean;
  readonly mapStands = $derived.by(() => this.#mapStands());
  /** Whether it is wanted what is said of a unit and of where it lies. */
  readonly #placed = $derived.by(() => this.mapStands || this.#address().unit !== null);

  /** `mapStands` says whether what the first map is not made of may be asked for: before, it would hold up the map. */
  constructor(address: () => Address, portal: () => Portal | undefined, mapStands: () => boolean) {
    this.#address = address;
    this.#portal = portal;
    this.#mapStands = mapStands;
  }

  readonly measures = new Asked(
    () => this.mapStands || this.#opening.state === 'failed' || null,
    (_, signal) => call(listMeasures, { signal }),
  );
  /** The measure that the address means, of which the first map is, before half a megabyte of others has come. */
  readonly #opening = new Asked(
    () => {
      if (this.measures.last !== undefined) return null;
      const { measure, level } = this.#address();
      return { ...(measure === null ? {} : { measure }), ...(level === null ? {} : { level }) };
    },
    (query, signal) => call(getOpeningMeasure, { query, signal }),
  );
  readonly sets = new Asked(
    () => this.#placed || null,
    (_, signal) => call(listCriteriaSets, { signal }),
  );

  readonly #known = $derived(this.measures.reply ?? this.#opening.reply);
  /** The measure that is asked for; null while the measures are not known. */
  readonly measure = $derived.by((): Measure | null => {
    const { measure, level } = this.#address();
    return measureOf(this.#known?.measures ?? [], measure, level);
  });
  readonly level = $derived.by((): Level =>
    this.measure === null ? 'commune' : levelFor(this.measure, this.#address().level),
  );
  /** The day that is asked for; empty while the portal's facts are not known. */
  readonly at = $derived.by(() => this.#address().at ?? this.#portal()?.referenceDate ?? '');
  /** The day whose units the whole map is drawn on; who looks at a unit looks at it as it was. */
  readonly #on = $derived.by(() => (this.#address().unit === null ? this.#address().on : null));
  /** What is asked for; null while it is not known. */
  readonly question = $derived.by((): Question | null => {
    const { measure, level, at } = this;
    if (measure === null || at === '') return null;
    const { from: since, compare: other, unit } = this.#address();
    const on = this.#on;
    const from = earlierOf(measure, since, at);
    // A date beside itself is one date, and a change holds two already.
    const compare = other === at || from !== null ? null : other;
    const within = unit === null || this.gone || unit.level === level || unit.level === 'commune' ? null : unit;
    const former = level === 'commune' ? this.#address().former : null;
    return { measure: measure.id, level, at, from, on, within, former, compare };
  });

  readonly values = new Asked(
    () => {
      if (this.question === null) return null;
      const { measure: id, level, from, on } = this.question;
      return { id, level, at: this.#address().at, from, on };
    },
    ({ id, level, at, from, on }, signal) => {
      const query = { level, ...given(at), ...(from === null ? {} : { from }), ...(on === null ? {} : { on }) };
      return call(getMeasureValues, { params: { id }, query, signal });
    },
  );
  /** First day of the boundaries in force on the day asked for, or on the one whose units are. */
  readonly boundaryDate = $derived.by(() => this.#boundariesOn(this.#on ?? this.at));
  readonly #bounded = $derived.by(() =>
    this.question === null || this.boundaryDate === '' ? null : { level: this.level, at: this.boundaryDate },
  );
  readonly #units = new Asked(
    () => this.#bounded,
    (query, signal) => call(searchAdminUnits, { query: { ...query, limit: allUnits }, signal }),
  );
  readonly #neighbours = new Asked(
    () => (this.mapStands ? this.#bounded : null),
    (query, signal) => call(listNeighbours, { query, signal }),
  );
  readonly #inside = new Asked(
    () => {
      const within = this.question?.within ?? null;
      if (within === null || within.level !== 'province' || this.boundaryDate === '') return null;
      return { within: within.code, level: this.level, at: this.boundaryDate };
    },
    (query, signal) => call(searchAdminUnits, { query: { ...query, limit: allUnits }, signal }),
  );
  readonly provinces = new Asked(
    () => (this.boundaryDate === '' || !this.#placed ? null : { at: this.boundaryDate }),
    ({ at }, signal) => call(searchAdminUnits, { query: { level: 'province', at, limit: 200 }, signal }),
  );
  readonly #profile = new Asked(
    () => {
      const { unit, at } = this.#address();
      return unit === null ? null : { code: unit.code, at };
    },
    ({ code, at }, signal) => call(getUnitProfile, { params: { code }, query: given(at), signal }),
  );
  /** Whether nobody bears the code of the address on the day: the map shows the whole then. */
  readonly gone = $derived.by(() => this.#profile.problem?.fault === 'unitNotThen');
  /** By the set of the measure. */
  readonly #criteria = new Asked(
    () => {
      const { unit, at } = this.#address();
      const set = this.measure?.setId ?? null;
      return unit?.level === 'commune' && set !== null ? { code: unit.code, set, at } : null;
    },
    ({ code, set, at }, signal) => call(getUnitCriteria, { params: { code }, query: { set, ...given(at) }, signal }),
  );
  readonly #comparison = new Comparison(
    () => this.question,
    () => this.measure?.setId ?? null,
    (day) => this.#boundariesOn(this.#on ?? day),
  );

  readonly #scoped = new MapScope(() => ({
    question: this.question,
    units: this.#units.fresh?.items,
    inside: this.#inside.fresh?.items,
    name: this.#profile.fresh?.name,
  }));
  readonly #whole = $derived.by((): Frame | null => {
    const { question, measure } = this;
    const [answer, units, scope] = [this.values.fresh, this.#units.fresh, this.#scoped.scope];
    if (question === null || measure === null || answer === undefined || units === undefined || scope === undefined)
      return null;
    if (this.measures.state === 'outdated' || !this.#comparison.settled) return null;
    const shown = this.#asShown(measure, answer);
    return frameOf({
      question,
      measure: shown,
      listed: measure,
      answer,
      boundaryDate: this.boundaryDate,
      units: byCode(units.items),
      scope,
      shown: this.#address().classes.filter(
        (id) => commonClasses.includes(id) || shown.classes.some((each) => each.id === id),
      ),
      other: this.#comparison.other,
    });
  });
  /** Without these there is no frame. */
  readonly #needed = $derived.by(() => [
    ...(this.measure === null ? [this.measures] : []),
    this.values,
    this.#units,
    this.#inside,
    this.#scoped.former,
    ...(this.question?.within ? [this.#profile] : []),
  ]);
  readonly #frames = new Frames<Question, Frame>({
    asked: () => this.question,
    whole: () => this.#whole,
    failed: () => this.#needed.some(({ problem }) => problem !== undefined),
    likeness: ({ at: _, ...alike }) => alike,
  });
  /** What the map, its words, its tables and its files show. */
  readonly frame = $derived(this.#frames.frame);
  /** Whether the frame answers another question than the one asked: it is shown as such. */
  readonly old = $derived(this.#frames.old);
  /** Why what is asked for did not come; undefined where it did, and while it is on its way. */
  readonly problem = $derived.by(() => this.#needed.find(({ problem }) => problem !== undefined)?.problem);
  readonly failed = $derived(this.problem !== undefined);
  /** Whether what is asked for is on its way. */
  readonly waiting = $derived(!this.failed && (this.old || this.frame === null));

  readonly #unitAnswers = new Frames<UnitAnswer['question'], UnitAnswer>({
    asked: () => this.#unitAsked,
    whole: () => this.#wholeUnit,
    failed: () => this.#profile.problem !== undefined,
    likeness: ({ code, set }) => ({ code, set }),
  });
  /** What the panel says of the unit of the address; null where there is none, and until it is known. */
  readonly unit = $derived.by(() =>
    this.#unitAsked?.code === this.#unitAnswers.frame?.question.code ? this.#unitAnswers.frame : null,
  );
  readonly unitOld = $derived(this.#unitAnswers.old);

  /** What writes the sentences: no first map is made of it. */
  readonly #writer = new Asked(
    () => this.mapStands || null,
    () => import('#client/lib/measures/map-sentence.ts'),
  );
  /** Everything that the map and its panel ask for. */
  readonly queries = [
    this.measures,
    this.values,
    this.sets,
    this.#units,
    this.#neighbours,
    this.provinces,
    this.#profile,
    this.#criteria,
    this.#inside,
    this.#scoped.former,
    this.#writer,
    this.#comparison.values,
    this.#comparison.changes,
  ];

  /** What the map shows, in words. Groups of neighbours are named once the neighbours are known. */
  readonly sentences = $derived.by(() => {
    const { frame } = this;
    const writer = this.#writer.reply;
    if (frame === null || writer === undefined) return [];
    const asked = this.#neighbours.asked;
    const known = asked?.level === frame.level && asked.at === frame.boundaryDate;
    const neighbours = known ? (this.#neighbours.reply?.neighbours ?? {}) : {};
    return writer.mapSentences({ ...frame, neighbours, scope: frame.scope?.codes ?? null });
  });

  readonly #unitAsked = $derived.by((): UnitAnswer['question'] | null => {
    const { unit, at } = this.#address();
    return unit === null ? null : { code: unit.code, at, set: this.#criteria.asked?.set ?? null };
  });
  readonly #wholeUnit = $derived.by((): UnitAnswer | null => {
    const [question, profile] = [this.#unitAsked, this.#profile.fresh];
    if (question === null || profile === undefined || this.measure === null || !this.#criteria.settled) return null;
    const key = [question.code, profile.at, question.set].filter((part) => part !== null).join(' ');
    return { key, question, profile, criteria: this.#criteria.fresh ?? null };
  });

  /** Fetches what another day needs, so that it is there when its turn comes. */
  ahead = async (at: string): Promise<void> => {
    const { question } = this;
    if (question === null) return;
    const named = at === this.#portal()?.referenceDate ? null : at;
    const { measure: id, level, from, on } = question;
    await Promise.all([
      this.values.ahead({ id, level, at: named, from: from !== null && from < at ? from : null, on }),
      this.#units.ahead({ level, at: this.#boundariesOn(on ?? at) }),
    ]);
  };

  #boundariesOn(day: string): string {
    const portal = this.#portal();
    return portal === undefined ? '' : boundaryDateOn(portal, day);
  }
  #asShown(measure: Measure, { from }: MeasureValues): Measure {
    const scale = this.#known?.changes[measure.change ?? ''];
    return from === null || scale === undefined ? measure : changeOf(measure, scale, changeTitle(measure, from));
  }
}
