import { TargetScope } from '#contract/target-scope.ts';

/** How a target stands, as far as one can filter by it; `notMet` is whatever its pace. */
export const askedTargetStates = ['met', 'onPace', 'late', 'missed', 'paceUnknown', 'noData', 'notMet'] as const;
/** The lists of the ranking. */
export const rankingLists = ['closest', 'behind', 'fallen', 'recognised', 'differing', 'way'] as const;
/** Of how many district-level units a district target is (CONTRADICTION-H). */
export const districtDenominators = ['9', '6'] as const;

/** What the pages of targets, programme and ranking show; null and empty mean: all of it. */
export interface PlannerState {
  /** Years of the programme; null: that of the day. */
  readonly period: string | null;
  readonly standing: (typeof askedTargetStates)[number] | null;
  readonly scope: TargetScope | null;
  readonly agency: string | null;
  /** Section of the programme: `III/2`, `HP1.10`. */
  readonly content: string | null;
  readonly text: string;
  /** The target whose row is open, or to which the way is asked for. */
  readonly target: string | null;
  readonly districts: (typeof districtDenominators)[number];
  readonly set: string | null;
  readonly list: (typeof rankingLists)[number];
  /** Code of the district, or of the former one, whose units are listed. */
  readonly within: string | null;
  /** Only units that lack this criterion. */
  readonly criterion: number | null;
}

export const noPlanner: PlannerState = {
  period: null,
  standing: null,
  scope: null,
  agency: null,
  content: null,
  text: '',
  target: null,
  districts: '9',
  set: null,
  list: 'closest',
  within: null,
  criterion: null,
};

/** Reads the state from an address; what is unknown is passed over. */
export function parsePlanner(search: URLSearchParams): PlannerState {
  const matching = (key: string, shape: RegExp) => {
    const text = search.get(key);
    return text !== null && shape.test(text) ? text : null;
  };
  const criterion = matching('criterion', /^[1-9]\d?$/);
  return {
    period: matching('period', /^\d{4}-\d{4}$/),
    standing: askedTargetStates.find((known) => known === search.get('status')) ?? null,
    scope: TargetScope.safeParse(search.get('scope')).data ?? null,
    agency: matching('agency', /^[a-z-]{1,40}$/),
    content: matching('content', /^[A-Z]{1,4}[/.\d]{0,7}$/),
    text: (search.get('q') ?? '').slice(0, 100),
    target: matching('target', /^[TI]\d{1,3}$/),
    districts: search.get('districts') === '6' ? '6' : '9',
    set: matching('set', /^[a-z][a-z\d-]{0,39}$/),
    list: rankingLists.find((known) => known === search.get('list')) ?? 'closest',
    within: matching('within', /^\d{1,5}$/),
    criterion: criterion === null ? null : Number(criterion),
  };
}

/** Writes what differs from the whole into an address. */
export function writePlanner(state: PlannerState, search: URLSearchParams): void {
  const entries = {
    period: state.period,
    status: state.standing,
    scope: state.scope,
    agency: state.agency,
    content: state.content,
    q: state.text,
    target: state.target,
    districts: state.districts === noPlanner.districts ? null : state.districts,
    set: state.set,
    list: state.list === noPlanner.list ? null : state.list,
    within: state.within,
    criterion: state.criterion,
  };
  for (const [key, value] of Object.entries(entries)) {
    if (value !== null && value !== '') search.set(key, String(value));
  }
}
