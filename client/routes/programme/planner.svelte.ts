import type { z } from 'zod';
import { allUnits, levelOfCode, searchAdminUnits, type Level } from '#contract/admin-units.ts';
import { listCriteriaSets, type CriteriaSet } from '#contract/criteria.ts';
import { listMeasures } from '#contract/measures.ts';
import { boundaryDateOn, type Portal } from '#contract/portal.ts';
import { getPaidResources, getProgramme, listTargets, type ProgrammeReply } from '#contract/programme.ts';
import { getRanking } from '#contract/ranking.ts';
import { call } from '#client/api/call.ts';
import { Asked } from '#client/api/asked.svelte.ts';
import { Frames } from '#client/api/frames.svelte.ts';
import type { Links } from '#client/lib/programme/links.ts';
import { byCode } from '#client/lib/admin-units/rows.ts';
import { stopsOf } from '#client/lib/measures/dates.ts';
import { home, type Address } from '../address.ts';
import { noPlanner, type PlannerState } from './planner-state.ts';
import type { Router } from '../router.svelte.ts';

/** One whole answer of a planner's page: everything on it is of one day and one denominator. */
export interface PlannerAnswer {
  /** What regions drawn from it carry as `data-answer`. */
  readonly key: string;
  readonly question: { readonly at: string; readonly districts: PlannerState['districts'] };
  readonly at: string;
  readonly programme: ProgrammeReply;
  readonly sets: readonly CriteriaSet[];
  readonly targets: z.infer<(typeof listTargets)['reply']>;
  /** Null where it failed. */
  readonly paid: z.infer<(typeof getPaidResources)['reply']> | null;
  /** Of the set that the page ranks by; undefined where it ranks nobody, and where it failed. */
  readonly ranking: z.infer<(typeof getRanking)['reply']> | undefined;
}

/** What the pages of targets, ranking and programme ask for, worked out from the address, and the frame that the answers make. */
export class Planner {
  readonly #router: Router;
  readonly #portal: () => Portal | undefined;
  /** The set that the page ranks by; null where it ranks nobody. */
  readonly #rankedSet: (planner: Planner) => string | null;

  constructor(router: Router, portal: () => Portal | undefined, rankedSet: (planner: Planner) => string | null) {
    this.#router = router;
    this.#portal = portal;
    this.#rankedSet = rankedSet;
  }

  readonly state = $derived.by<PlannerState>(() => this.#router.address.planner);
  /** The date asked for: what the picker says. */
  readonly asked = $derived.by(
    () => this.#router.address.at ?? this.#portal()?.referenceDate ?? this.targets.last?.reply.at ?? '',
  );
  /** The date of the figures in sight: what words and files say. */
  readonly at = $derived.by(() => this.ready?.at ?? this.asked);
  readonly #given = $derived.by(() => {
    const { at } = this.#router.address;
    return at === null ? {} : { at };
  });

  readonly programme = new Asked(
    () => true,
    (_, signal) => call(getProgramme, { signal }),
  );
  readonly paid = new Asked(
    () => this.#given,
    (query, signal) => call(getPaidResources, { query, signal }),
  );
  readonly sets = new Asked(
    () => true,
    (_, signal) => call(listCriteriaSets, { signal }),
  );
  readonly measures = new Asked(
    () => true,
    (_, signal) => call(listMeasures, { signal }),
  );
  readonly targets = new Asked(
    () => ({ ...this.#given, districtDenominator: this.state.districts }),
    (query, signal) => call(listTargets, { query, signal }),
  );
  readonly ranking = new Asked(
    () => {
      const set = this.#rankedSet(this);
      return set === null ? null : { ...this.#given, set };
    },
    (query, signal) => call(getRanking, { query, signal }),
  );
  readonly #communes = new Asked(
    () => this.#unitsAsked('commune'),
    (query, signal) => call(searchAdminUnits, { query, signal }),
  );
  readonly #districts = new Asked(
    () => this.#unitsAsked('district'),
    (query, signal) => call(searchAdminUnits, { query, signal }),
  );
  /** Names of communes and districts by code. */
  readonly names = $derived(
    byCode([...(this.#communes.last?.reply.items ?? []), ...(this.#districts.last?.reply.items ?? [])]),
  );

  /** Dates with data; one that the address names beside them is a stop too. */
  readonly stops = $derived.by(() => {
    if (this.asked === '') return [];
    const dates = (this.measures.reply?.measures ?? []).flatMap((measure) => measure.dates);
    return stopsOf([...dates, this.asked], this.#portal()?.referenceDate ?? this.asked);
  });
  /** Without these the pages say nothing, without the others they lack a part. */
  readonly needed = [this.programme, this.sets, this.targets];
  readonly others = [this.measures, this.paid, this.#communes, this.#districts];
  readonly #question = $derived.by((): PlannerAnswer['question'] | null =>
    this.asked === '' ? null : { at: this.asked, districts: this.state.districts },
  );
  readonly #whole = $derived.by((): PlannerAnswer | null => {
    const [question, programme, sets] = [this.#question, this.programme.fresh, this.sets.fresh];
    const targets = this.targets.fresh;
    if (question === null || programme === undefined || sets === undefined || targets === undefined) return null;
    if (!this.ranking.settled || !this.paid.settled) return null;
    return {
      key: `${question.at} ${question.districts} ${this.ranking.fresh?.setId ?? ''}`.trim(),
      question,
      at: question.at,
      programme,
      sets: sets.sets,
      targets,
      paid: this.paid.fresh ?? null,
      ranking: this.ranking.fresh,
    };
  });
  readonly #frames = new Frames<PlannerAnswer['question'], PlannerAnswer>({
    asked: () => this.#question,
    whole: () => this.#whole,
    failed: () => this.needed.some(({ problem }) => problem !== undefined),
    likeness: ({ districts }) => districts,
  });
  /** What the page shows, once all that it needs is there: of one day and one denominator. */
  readonly ready = $derived(this.#frames.frame);
  readonly old = $derived(this.#frames.old);
  /** Whether nobody has been assessed at all by the date: then the pages say how figures come in. */
  readonly empty = $derived.by(
    () =>
      this.ready?.targets.targets.every(({ basis, progress }) => basis !== 'units' || progress.reached === null) ??
      false,
  );

  readonly links: Links = {
    unit: (code, level) => this.#map({ unit: { level, code } }),
    measure: (id, within) =>
      this.#map({ measure: id, unit: within === undefined ? null : { level: levelOfCode(within), code: within } }),
    target: (id) => this.#page('targets', { ...this.#frame(), target: id }),
    way: (id) => this.#page('ranking', { ...this.#frame(), target: id, list: 'way' }),
    agency: (id) => this.#page('programme', { ...this.#frame(), agency: id }),
    content: (id) => this.#page('targets', { ...this.#frame(), content: id }),
    data: () => this.#page('data', noPlanner),
  };

  /** Narrows what is shown; the back button passes over it. */
  narrow = (change: Partial<PlannerState>): void => this.#router.adjust({ planner: { ...this.state, ...change } });

  /** What stays of the state when one page leads to another: the denominator. */
  #frame(): PlannerState {
    return { ...noPlanner, districts: this.state.districts };
  }
  #page(page: Address['page'], planner: PlannerState): string {
    const { language, at } = this.#router.address;
    return this.#router.href({ ...home, page, planner, language, at });
  }
  #map(change: Partial<Address>): string {
    const { language, at } = this.#router.address;
    return this.#router.href({ ...home, language, at, ...change });
  }
  #unitsAsked(level: Level) {
    const portal = this.#portal();
    if (portal === undefined || this.asked === '') return null;
    return { level, at: boundaryDateOn(portal, this.asked), limit: allUnits };
  }
}
