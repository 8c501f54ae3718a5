import type {
  Contradiction,
  DecidedEdge,
  DecisionFault,
  Edge,
  Overlap,
  Question,
  UnitBefore,
  UnitSince,
} from './edges.ts';
import { followDecisions, type Followed } from './follow-decisions.ts';
import { isSameName } from './names.ts';
import { nothingShare, speakingShare, wholeShare } from './shares.ts';

export interface Triage {
  /** The unit that goes on as the one of a code; codes that are not here are units of their own. */
  readonly goesOn: ReadonlyMap<string, UnitBefore>;
  /** Units that cease: nothing goes on as them. */
  readonly ended: readonly UnitBefore[];
  readonly edges: readonly Edge[];
  /** Codes of units on ground where nothing is known of the day before: when they began is not known either. */
  readonly startUnknown: ReadonlySet<string>;
  readonly questions: readonly Question[];
  readonly faults: readonly DecisionFault[];
  /** Where boundaries say otherwise than a decision, which holds. */
  readonly contradictions: readonly Contradiction[];
  /** Decisions about units that the portal or the file does not have. */
  readonly idle: readonly DecidedEdge[];
}

export interface TriageInput {
  readonly before: readonly UnitBefore[];
  readonly since: readonly UnitSince[];
  readonly overlaps: readonly Overlap[];
  readonly decided: readonly DecidedEdge[];
  /** Codes of the file of which an earlier import of the day has said who bears them. */
  readonly settled: ReadonlySet<string>;
  /** Ends what is on the file's ground and is not known to go on. */
  readonly replace: boolean;
}

/**
 * What became of the units in force on the day before, and what those of a file are. Decisions make the edges; boundaries measure
 * and contradict them, and speak where no decision does: a unit whose ground is that of one unit of the same code or name goes on
 * as it. Whatever may be either way is a question; with `replace` a unit that went wholly into one other ends without one.
 */
export function triage(input: TriageInput): Triage {
  const none = new Set(
    input.decided.flatMap(({ oldCode, newCode, share }) => (share === 'none' ? [`${oldCode} ${newCode}`] : [])),
  );
  const codeOf = new Map(input.before.map(({ id, code }) => [id, code]));
  const overlaps = input.overlaps.filter(({ beforeId, code }) => !none.has(`${codeOf.get(beforeId) ?? ''} ${code}`));
  const followed = followDecisions({ ...input, overlaps });
  const open = new OpenGround({ ...input, overlaps }, followed, none);
  for (const unit of input.before) if (!followed.named.has(unit.id)) open.judge(unit);
  const goesOn = new Map([...followed.goesOn, ...open.goesOn]);
  return {
    goesOn,
    ended: [...followed.ended, ...open.ended],
    edges: [...followed.edges, ...open.edges],
    startUnknown: new Set(
      input.since
        .map(({ code }) => code)
        .filter((code) => !input.settled.has(code) && !followed.codes.has(code))
        .filter((code) => !goesOn.has(code) && !open.hasGround(code)),
    ),
    questions: open.questions,
    faults: [...followed.faults, ...open.faults],
    idle: followed.idle,
    contradictions: followed.contradictions,
  };
}

/** Units of before of which no decision speaks, judged by their ground. */
class OpenGround {
  readonly goesOn = new Map<string, UnitBefore>();
  readonly ended: UnitBefore[] = [];
  readonly edges: Edge[] = [];
  readonly questions: Question[] = [];
  readonly faults: DecisionFault[] = [];
  readonly #since: ReadonlyMap<string, UnitSince>;
  readonly #settled: ReadonlySet<string>;
  readonly #replace: boolean;
  readonly #ofBefore = new Map<number, Overlap[]>();
  readonly #ofSince = new Map<string, Overlap[]>();

  constructor(
    { since, overlaps, replace, settled }: TriageInput,
    private readonly followed: Followed,
    /** Pairs of codes of which it is said that nothing went over. */
    private readonly none: ReadonlySet<string>,
  ) {
    this.#replace = replace;
    this.#settled = settled;
    this.#since = new Map(since.map((unit) => [unit.code, unit]));
    for (const overlap of overlaps.filter(speaks)) {
      this.#ofBefore.set(overlap.beforeId, [...(this.#ofBefore.get(overlap.beforeId) ?? []), overlap]);
      this.#ofSince.set(overlap.code, [...(this.#ofSince.get(overlap.code) ?? []), overlap]);
    }
  }

  /** Whether a unit of the file lies where something was the day before. */
  hasGround(code: string): boolean {
    return this.#ofSince.has(code);
  }

  judge(before: UnitBefore): void {
    const overlaps = this.#ofBefore.get(before.id) ?? [];
    const [only, another] = overlaps;
    if (only === undefined) return this.#judgeByCode(before);
    const since = this.#since.get(only.code);
    if (since === undefined || another !== undefined || only.ofBefore < wholeShare) return this.#ask(before, overlaps);
    const { codes, goesOn } = this.followed;
    const isDecided = codes.has(only.code) || this.#settled.has(only.code);
    const alone = this.#ofSince.get(only.code)?.length === 1 && only.ofSince >= wholeShare;
    const isFree = !isDecided && !this.goesOn.has(since.code);
    if (alone && isFree && (before.code === since.code || isSameName(before, since)))
      this.goesOn.set(since.code, before);
    else if (this.#replace || (isDecided && !goesOn.has(only.code))) this.#end(before, only.code);
    else this.#ask(before, overlaps);
  }

  /** Nothing of it lies in the file. It stays as it is, unless a unit of the file bears its code. */
  #judgeByCode(before: UnitBefore) {
    const { code } = before;
    const since = this.#since.get(code);
    if (since === undefined) return;
    const isFree = !this.#settled.has(code) && !this.followed.codes.has(code) && !this.goesOn.has(code);
    if (!before.drawn && isFree && isSameName(before, since)) this.goesOn.set(code, before);
    else if (this.none.has(`${code} ${code}`)) {
      const edge = {
        oldCode: code,
        newCode: code,
        share: 'none',
        continues: false,
        decision: null,
        oldName: null,
      } as const;
      this.faults.push({ edge, fault: 'codeTaken' });
    } else this.questions.push({ before, since, ofBefore: 0, ofSince: 0 });
  }

  #end(before: UnitBefore, code: string) {
    this.ended.push(before);
    const how = { shareFrom: 'computed', basis: 'geometry', event: 'merge', decision: null } as const;
    this.edges.push({ before, code, share: 1, ...how });
  }

  #ask(before: UnitBefore, overlaps: readonly Overlap[]) {
    for (const { code, ofBefore, ofSince } of overlaps) {
      const since = this.#since.get(code);
      if (since !== undefined) this.questions.push({ before, since, ofBefore, ofSince });
    }
  }
}

/** Whether an overlap is more than lines that were drawn otherwise. */
function speaks({ ofBefore, ofSince }: Overlap): boolean {
  return ofBefore >= speakingShare || (ofSince >= speakingShare && ofBefore >= nothingShare);
}
