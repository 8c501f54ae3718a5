import type { z } from 'zod';
import { allUnits, searchAdminUnits, type Level } from '#contract/admin-units.ts';
import { listCriteriaSets, type CriteriaSet } from '#contract/criteria.ts';
import { listMeasures } from '#contract/measures.ts';
import { boundaryDateOn, type Portal } from '#contract/portal.ts';
import { getProgramme, listTargets, type ProgrammeReply } from '#contract/programme.ts';
import { programmeOn } from '#contract/programme-frame.ts';
import { getRanking } from '#contract/ranking.ts';
import { getPaidResources } from '#contract/programme-resources.ts';
import { call } from '#client/api/call.ts';
import { Asked } from '#client/api/asked.svelte.ts';
import { Frames } from '#client/api/frames.svelte.ts';
import { districtOf, districtWords } from '#client/lib/programme/districts.ts';
import type { Links } from '#client/lib/programme/links.ts';
import { mapMeasure } from '#client/lib/programme/map-measure.ts';
import { m } from '#client/text/compiled/messages.js';
import { byCode } from '#client/lib/admin-units/rows.ts';
import { stopsOf } from '#client/lib/measures/dates.ts';
import { home, type Address } from '../address.ts';
import { noPlanner, type PlannerState } from './planner-state.ts';
import type { Router } from '../router.svelte.ts';

/** One whole answer of a planner's page: everything on it is of one programme, one day and one denominator. */
export interface PlannerAnswer {
  /** What regions drawn from it carry as `data-answer`. */
  readonly key: string;
  readonly question: Pick<PlannerState, 'period' | 'districts'> & { readonly at: string };
  readonly at: string;
  readonly programme: ProgrammeReply;
  readonly sets: readonly CriteriaSet[];
  readonly targets: z.infer<(typeof listTargets)['reply']>;
  /** Null where it failed. */
  readonly paid: z.infer<(typeof getPaidResources)['reply']> | null;
  /** Of the set that the page ranks by; undefined where it ranks nobody, and where it failed. */
  readonly ranking: z.infer<(typeof getRanking)['reply']> | undefined;
}

/** What every page of planners asks by: the day of the address, and those that can be chosen. */
export abstract class DayQuestions {
  constructor(
    protected readonly router: Router,
    protected readonly portal: () => Portal | undefined,
  ) {}

  /** The day of the last answer, for a portal that has not said its own yet. */
  protected abstract answeredOn(): string | undefined;

  /** The date asked for: what the picker says. */
  readonly asked = $derived.by(() => this.router.address.at ?? this.portal()?.referenceDate ?? this.answeredOn() ?? '');
  protected readonly given = $derived.by(() => {
    const { at } = this.router.address;
    return at === null ? {} : { at };
  });
  readonly measures = new Asked(
    () => true,
    (_, signal) => call(listMeasures, { signal }),
  );
  /** Dates with data; one that the address names beside them is a stop too. */
  readonly stops = $derived.by(() => {
    if (this.asked === '') return [];
    const dates = (this.measures.reply?.measures ?? []).flatMap((measure) => measure.dates);
    const portal = this.portal();
    const own = portal === undefined ? [] : [portal.referenceDate];
    return stopsOf([...dates, ...own, this.asked], portal?.lastDate ?? this.asked);
  });
}

/** What the pages of targets, ranking and programme ask for, worked out from the address, and the frame that the answers make. */
export class Planner extends DayQuestions {
  /** The set that the page ranks by; null where it ranks nobody. */
  readonly #rankedSet: (planner: Planner) => string | null;

  constructor(router: Router, portal: () => Portal | undefined, rankedSet: (planner: Planner) => string | null) {
    super(router, portal);
    this.#rankedSet = rankedSet;
  }

  protected answeredOn(): string | undefined {
    return this.targets.last?.reply.at;
  }

  readonly state = $derived.by<PlannerState>(() => this.router.address.planner);
  /** The date of the figures in sight: what words and files say. */
  readonly at = $derived.by(() => this.ready?.at ?? this.asked);

  /** The programme that the address names, and the day; without either the portal chooses. */
  readonly #meant = $derived.by(() => {
    const { period } = this.state;
    return period === null ? this.given : { ...this.given, period };
  });

  readonly programme = new Asked(
    () => this.#meant,
    (query, signal) => call(getProgramme, { query, signal }),
  );
  readonly paid = new Asked(
    () => this.#meant,
    (query, signal) => call(getPaidResources, { query, signal }),
  );
  readonly sets = new Asked(
    () => true,
    (_, signal) => call(listCriteriaSets, { signal }),
  );
  readonly targets = new Asked(
    () => ({ ...this.#meant, districtDenominator: this.state.districts }),
    (query, signal) => call(listTargets, { query, signal }),
  );
  readonly ranking = new Asked(
    () => {
      const set = this.#rankedSet(this);
      return set === null ? null : { ...this.#meant, set };
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

  /** What a district is called, or one that communes of the day lay in. */
  districtName = (code: string): string => {
    const own = this.names.get(code)?.name;
    if (own !== undefined) return own;
    const former = [...this.names.values()].map(districtOf).find((district) => district?.code === code);
    return former ? districtWords(former) : code;
  };

  /** Without these the pages say nothing, without the others they lack a part. */
  readonly needed = [this.programme, this.sets, this.targets];
  readonly others = [this.measures, this.paid, this.#communes, this.#districts];
  readonly #question = $derived.by((): PlannerAnswer['question'] | null =>
    this.asked === '' ? null : { at: this.asked, districts: this.state.districts, period: this.state.period },
  );
  readonly #whole = $derived.by((): PlannerAnswer | null => {
    const [question, programme, sets] = [this.#question, this.programme.fresh, this.sets.fresh];
    const targets = this.targets.fresh;
    if (question === null || programme === undefined || sets === undefined || targets === undefined) return null;
    if (!this.ranking.settled || !this.paid.settled) return null;
    return {
      key: [question.at, question.districts, targets.period, this.ranking.fresh?.setId ?? ''].join(' ').trim(),
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
    likeness: ({ districts, period }) => [districts, period],
  });
  /** What the page shows, once all that it needs is there: of one day and one denominator. */
  readonly ready = $derived(this.#frames.frame);
  readonly old = $derived(this.#frames.old);
  /** The day of the figures of targets: of a programme that has ended, that on which they became final. */
  readonly targetsAt = $derived.by(() => this.ready?.targets.finalOn ?? this.at);
  /** Whether nobody has been assessed at all by the date: then the pages say how figures come in. Not where nobody could be. */
  readonly empty = $derived.by(() => {
    const rows = this.ready?.targets.targets ?? [];
    const counts = rows.some(({ target: { scope } }) => scope === 'commune' || scope === 'district');
    return counts && rows.every(({ basis, progress }) => basis !== 'units' || progress.reached === null);
  });
  /** Whose words and figures these are, for paper and files. */
  readonly source = $derived.by(() => {
    if (this.ready === null) return '';
    const { denominators, period } = this.ready.programme.frame;
    return denominators === null ? m.paper_source_national({ period }) : m.paper_source({ period });
  });

  /** The map of the units that came after those that final figures count, by what these had reached; null where none came. */
  readonly later = $derived.by(() => {
    const { programme, targets } = this.ready ?? {};
    if (programme === undefined || (targets?.finalOn ?? programme.frame.until) >= programme.frame.until) return null;
    const first = programme.targets.find(({ id }) => id === targets?.headline[0]);
    const whole = { id: '', setId: first?.setId ?? null, criterionNo: null };
    const measure = mapMeasure(whole, this.measures.reply?.measures ?? []);
    return measure === null ? null : this.#map({ measure, at: programme.frame.until });
  });

  readonly links: Links = {
    unit: (code, level) => this.#map({ unit: { level, code } }),
    measure: (id, within) => this.#map({ measure: id, ...(within === undefined ? {} : this.#inside(within)) }),
    target: (id) => this.#page('targets', { ...this.#frame(), target: id }),
    way: (id) => this.#page('ranking', { ...this.#frame(), target: id, list: 'way' }),
    agency: (id) => this.#page('programme', { ...this.#frame(), agency: id }),
    content: (id) => this.#page('targets', { ...this.#frame(), content: id }),
    data: () => this.#page('data', noPlanner),
  };

  /** Narrows what is shown; the back button passes over it. */
  narrow = (change: Partial<PlannerState>): void => this.router.adjust({ planner: { ...this.state, ...change } });

  /** Shows another programme, all of it; the back button leads back. */
  choosePeriod = (period: string): void => {
    const usual = programmeOn(this.ready?.programme.periods ?? [], this.asked)?.period;
    const { districts } = this.state;
    this.router.go({ planner: { ...noPlanner, districts, period: period === usual ? null : period } });
  };

  /** A district of the day is a unit to look at; one that was is what its communes are chosen by. */
  #inside(code: string): Partial<Address> {
    return this.names.has(code) ? { unit: { level: 'district', code } } : { former: code };
  }
  /** What stays of the state when one page leads to another: the programme and the denominator. */
  #frame(): PlannerState {
    const { period, districts } = this.state;
    return { ...noPlanner, period, districts };
  }
  #page(page: Address['page'], planner: PlannerState): string {
    const { language, at } = this.router.address;
    return this.router.href({ ...home, page, planner, language, at });
  }
  #map(change: Partial<Address>): string {
    const { language, at } = this.router.address;
    // Units bear the codes of the day that the figures are of.
    return this.router.href({ ...home, language, at: this.ready?.targets.finalOn ?? at, ...change });
  }
  #unitsAsked(level: Level) {
    const portal = this.portal();
    if (portal === undefined || this.asked === '') return null;
    const day = this.targets.last?.reply.finalOn ?? this.asked;
    return { level, at: boundaryDateOn(portal, day), limit: allUnits };
  }
}
