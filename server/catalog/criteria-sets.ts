import { isInForce } from '#rules/in-force.ts';
import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import {
  CriteriaSetDetail,
  ThresholdSetting,
  type CommuneGroup,
  type CriterionDetail,
  type Indicator,
  type Threshold,
} from '#contract/criteria.ts';
import { readCatalog, type Collection } from './collections.ts';
import { declaredSchemes } from './schemes.ts';

const folder = new URL('../../data/criteria/', import.meta.url);

/**
 * The criteria sets of `data/criteria`, one file a set, checked against the contract, with the public collections that say
 * they are evidence for an indicator. Throws where a file declares no set, an id stands twice, criteria are not numbered
 * 1, 2, 3 ... or a set contradicts itself (`faultsOf`).
 */
export async function readCriteriaSets(from: URL = folder): Promise<CriteriaSetDetail[]> {
  const [sets, { collections }] = await Promise.all([readDeclaredSets(from), readCatalog()]);
  return sets.map((set) => withEvidence(set, collections));
}

/** Collections say what they are evidence for; an indicator is told by whom. */
function withEvidence(set: CriteriaSetDetail, collections: readonly Collection[]): CriteriaSetDetail {
  const of = (no: string) =>
    collections
      .filter(({ access }) => access === 'public')
      .filter(({ evidence }) => evidence.some((one) => one.set === set.id && one.indicators.includes(no)))
      .map(({ id }) => id);
  const criteria = set.criteria.map((criterion) => ({
    ...criterion,
    indicators: criterion.indicators.map((indicator) => ({ ...indicator, evidence: of(indicator.no) })),
  }));
  return { ...set, criteria };
}

async function readDeclaredSets(from: URL): Promise<CriteriaSetDetail[]> {
  const files = (await readdir(from)).filter((name) => name.endsWith('.ts')).sort();
  const sets = await Promise.all(
    files.map(async (name) => {
      const { criteriaSet } = (await import(new URL(name, from).href)) as { criteriaSet: unknown };
      const parsed = CriteriaSetDetail.safeParse(criteriaSet);
      if (!parsed.success) throw new Error(`data/criteria/${name} declares no criteria set: ${parsed.error.message}`);
      const faults = faultsOf(parsed.data);
      if (faults.length > 0) throw new Error(`data/criteria/${name}: ${faults.join('; ')}`);
      return parsed.data;
    }),
  );
  const doubled = sets.find((set, index) => sets.findIndex((other) => other.id === set.id) !== index);
  if (doubled) throw new Error(`data/criteria declares ${doubled.id} twice`);
  return sets;
}

function faultsOf(set: CriteriaSetDetail): string[] {
  const faults: string[] = [];
  if (set.criteria.some((criterion, index) => criterion.no !== index + 1)) {
    faults.push('criteria are not numbered 1, 2, 3 ...');
  }
  const starts = set.versions.map(({ validFrom }) => validFrom);
  if (starts.some((start, index) => start <= (starts[index - 1] ?? '') || !isInForce(set, start))) {
    faults.push('versions do not follow each other inside the validity of the set');
  }
  for (const no of set.revocation?.keyCriteria ?? []) {
    if (no < 1 || no > set.criteria.length) faults.push(`key criterion ${no} is no criterion of the set`);
  }
  const indicators = set.criteria.flatMap((criterion) => criterion.indicators);
  for (const [index, indicator] of indicators.entries()) {
    const earlier = indicators.slice(0, index).find(({ no }) => no === indicator.no);
    if (earlier && overlap(earlier, indicator)) faults.push(`indicator ${indicator.no} stands twice`);
  }
  return [...faults, ...set.criteria.flatMap(criterionFaults)];
}

function criterionFaults({ no, indicators, officialIndicatorCount }: CriterionDetail): string[] {
  const faults = indicators.flatMap(indicatorFaults);
  for (const indicator of indicators) {
    if (indicator.no.split('.')[0] !== String(no))
      faults.push(`indicator ${indicator.no} stands under criterion ${no}`);
  }
  const held = new Set(indicators.map((indicator) => indicator.no)).size;
  if (officialIndicatorCount !== null && held > officialIndicatorCount) {
    faults.push(`criterion ${no} has more indicators than the decision prints`);
  }
  return faults;
}

function indicatorFaults({ no, unit, comparator, parts, thresholdBy, thresholds, evidence }: Indicator): string[] {
  const faults: string[] = [];
  if (evidence.length > 0)
    faults.push(`indicator ${no} names its evidence: collections say what they are evidence for`);
  if (thresholdBy === 'decision' && thresholds.length === 0)
    faults.push(`indicator ${no} holds no threshold of the decision`);
  if (thresholdBy !== 'decision' && thresholds.length > 0)
    faults.push(`indicator ${no} holds a threshold that is a setting`);
  if (unit === 'yesNo' && comparator !== '=') faults.push(`indicator ${no} is a yes or no, so its comparator is =`);
  for (const [index, threshold] of thresholds.entries()) {
    const values = threshold.value2 === null ? [threshold.value] : [threshold.value, threshold.value2];
    if (values.length !== (parts === null ? 1 : 2))
      faults.push(`indicator ${no} has another count of numbers than its thresholds`);
    if (unit === 'percent' && values.some((value) => value < 0 || value > 100))
      faults.push(`indicator ${no} has a threshold beyond 0 to 100 %`);
    if (threshold.communeGroup !== null && !isGroup(threshold.communeGroup))
      faults.push(`indicator ${no} has a threshold for a group that there is not`);
    if (unit === 'yesNo' && threshold.value !== 1) faults.push(`indicator ${no} is a yes or no, so its threshold is 1`);
    if (thresholds.slice(0, index).some((other) => sameScope(other, threshold)))
      faults.push(`indicator ${no} has two thresholds for one place and time`);
  }
  return faults;
}

function isGroup({ scheme, group }: CommuneGroup): boolean {
  return declaredSchemes.some((each) => each.id === scheme && each.groups.some(({ id }) => id === group));
}

interface Validity {
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

function overlap(one: Validity, other: Validity): boolean {
  const before = (end: string | null, start: string | null) => end !== null && start !== null && end <= start;
  return !before(one.validTo, other.validFrom) && !before(other.validTo, one.validFrom);
}

function sameScope(one: Threshold, other: Threshold): boolean {
  return (
    one.region === other.region &&
    one.communeGroup?.scheme === other.communeGroup?.scheme &&
    one.communeGroup?.group === other.communeGroup?.group &&
    one.year === other.year &&
    overlap(one, other)
  );
}

interface DemoThresholdRow {
  readonly set_id: string;
  readonly indicator_no: string;
  readonly year: string;
  readonly value: string;
  readonly value2: string;
  readonly note: string;
}

/**
 * The invented thresholds of the demo province, for every indicator whose threshold the province sets or that is not
 * known here. They come in and go out with the demo. Throws where one stands for no such indicator.
 */
export async function readDemoThresholds(sets: readonly CriteriaSetDetail[]): Promise<ThresholdSetting[]> {
  const text = await readFile(new URL('../../data/demo/settings/thresholds.csv', import.meta.url));
  return (parse(text, { columns: true, bom: true }) as DemoThresholdRow[]).map((row) => {
    const criteria = sets.find(({ id }) => id === row.set_id)?.criteria ?? [];
    const indicator = criteria.flatMap(({ indicators }) => indicators).find(({ no }) => no === row.indicator_no);
    if (!indicator || indicator.thresholdBy === 'decision') {
      throw new Error(
        `data/demo/settings/thresholds.csv: ${row.set_id} ${row.indicator_no} is no indicator without a threshold`,
      );
    }
    return ThresholdSetting.parse({
      setId: row.set_id,
      indicatorNo: row.indicator_no,
      year: numberOrNull(row.year),
      value: Number(row.value),
      value2: numberOrNull(row.value2),
      source: row.note,
      demo: true,
    });
  });
}

function numberOrNull(text: string): number | null {
  return text === '' ? null : Number(text);
}
