import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { Programme, type Target } from '#contract/programme.ts';
import { programmeFrame } from '#data/programme/programme.ts';

const folder = new URL('../../data/programme/', import.meta.url);

type Row = Record<string, string>;

/**
 * The programme of `data/programme`, checked against the contract: every agency that a duty names is known, every target
 * and duty stands under a content that there is, and targets that contradict each other name each other.
 */
export async function readProgramme(): Promise<Programme> {
  const [objectives, contents, items, targets, names, duties, resources] = await Promise.all(
    ['objectives', 'contents', 'content-items', 'targets', 'agency-names', 'agencies', 'resources'].map(readRows),
  );
  const agencies = (names ?? []).map((row) => ({
    id: cell(row, 'id'),
    name: { vi: cell(row, 'name_vi'), en: cell(row, 'name_en') },
    successor:
      cell(row, 'successor_vi') === '' ? null : { vi: cell(row, 'successor_vi'), en: cell(row, 'successor_en') },
  }));
  const programme = Programme.parse({
    frame: programmeFrame,
    objectives: (objectives ?? []).map((row) => ({ id: cell(row, 'id'), text: textOf(row, 'text'), ...lineOf(row) })),
    contents: (contents ?? []).map((row) => ({
      id: cell(row, 'id'),
      title: textOf(row, 'title'),
      ...lineOf(row),
      items: (items ?? [])
        .filter((item) => item['content_id'] === row['id'])
        .map((item) => ({ item: cell(item, 'item'), title: textOf(item, 'title'), ...lineOf(item) })),
    })),
    targets: linked((targets ?? []).map(targetOf)),
    agencies,
    duties: (duties ?? []).map((row) => ({
      content: cell(row, 'content_no'),
      items: listOf(row, 'item'),
      leads: listOf(row, 'lead_agency').map((name) => agencyOf(name, agencies)),
      coordinates: listOf(row, 'coordinating_agency').map((name) => agencyOf(name, agencies)),
      role: cell(row, 'role_vi'),
      scope: cell(row, 'scope_note'),
      ...lineOf(row),
      note: cell(row, 'notes') || null,
    })),
    resources: (resources ?? []).map((row) => ({
      id: cell(row, 'source_id'),
      name: textOf(row, 'name'),
      amountBillionVnd: Number(cell(row, 'amount_billion_vnd')),
      sharePercent: numberOrNull(row, 'share_percent'),
      parent: cell(row, 'parent') || null,
      ...lineOf(row),
    })),
  });
  const known = new Set([...programme.objectives, ...programme.contents].map(({ id }) => id));
  const lost = [...programme.targets, ...programme.duties].find(({ content }) => !known.has(content));
  if (lost) throw new Error(`data/programme: there is no content ${lost.content}`);
  return programme;
}

async function readRows(name: string): Promise<Row[]> {
  return parse(await readFile(new URL(`${name}.csv`, folder)), { columns: true, bom: true }) as Row[];
}

function cell(row: Row, column: string): string {
  const text = row[column];
  if (text === undefined) throw new Error(`data/programme: a file has no column ${column}`);
  return text.normalize('NFC').trim();
}

function textOf(row: Row, column: string) {
  return { vi: cell(row, `${column}_vi`), en: cell(row, `${column}_en`) };
}

function lineOf(row: Row) {
  return { sourceLine: Number(cell(row, 'source_line')) };
}

function listOf(row: Row, column: string): string[] {
  return cell(row, column)
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function numberOrNull(row: Row, column: string): number | null {
  return cell(row, column) === '' ? null : Number(cell(row, column));
}

const scopes: Record<string, Target['scope']> = {
  xa: 'commune',
  huyen: 'district',
  province: 'province',
  khu_dan_cu: 'residentialArea',
  vuon_mau: 'garden',
};

function targetOf(row: Row) {
  const note = cell(row, 'notes') || null;
  const id = cell(row, 'target_id');
  const { printedCounts } = programmeFrame;
  const percentOf = Object.keys(printedCounts).find((percent) => printedCounts[percent] === id);
  return {
    id,
    content: cell(row, 'content_no'),
    item: cell(row, 'nd') || null,
    scope: scopes[cell(row, 'scope')],
    subject: cell(row, 'subject'),
    setId: cell(row, 'set_id') || null,
    criterionNo: numberOrNull(row, 'criterion_no'),
    name: cell(row, 'criterion_name'),
    nameEn: cell(row, 'name_en') || null,
    comparator: cell(row, 'comparator'),
    value: Number(cell(row, 'value')),
    valueMax: numberOrNull(row, 'value_max'),
    unit: cell(row, 'unit'),
    year: Number(cell(row, 'year')),
    ...lineOf(row),
    quote: cell(row, 'quote'),
    note,
    contradictions: contradictionsOf(note, row['scope'] === 'huyen'),
    sameAs: printedCounts[id] ?? percentOf ?? null,
  };
}

/** Letters of the source's contradictions; H, about what districts are counted of, holds for every district row. */
function contradictionsOf(note: string | null, ofDistricts: boolean): string[] {
  const letters = [...(note ?? '').matchAll(/CONTRADICTION-([A-Z])/g)].map(([, letter = '']) => letter);
  return ofDistricts && !letters.includes('H') ? [...letters, 'H'] : letters;
}

type Unlinked = ReturnType<typeof targetOf>;

/** Targets with the ids of those that promise something else for the same set and criterion. */
function linked(targets: readonly Unlinked[]) {
  return targets.map((target) => ({
    ...target,
    contradicts: targets.filter((other) => contradict(target, other)).map(({ id }) => id),
  }));
}

function contradict(one: Unlinked, other: Unlinked): boolean {
  if (one.setId !== other.setId) return false;
  // H: so many districts meeting the whole set cannot be when so many percent are to meet each criterion, or the other way.
  if (
    one.scope === 'district' &&
    other.scope === 'district' &&
    (one.criterionNo === null) !== (other.criterionNo === null)
  ) {
    return true;
  }
  const shared = one.contradictions.filter((letter) => letter !== 'H' && other.contradictions.includes(letter));
  return shared.length > 0 && one.value !== other.value;
}

/** Short and shared names of agencies by which the source calls them. */
const otherNames: Record<string, string> = {
  'sở ngành tỉnh có liên quan': 'others',
  'các sở, ngành liên quan': 'others',
  'Sở Nội vụ (Ban Thi đua - Khen thưởng)': 'home',
};

function agencyOf(name: string, agencies: readonly { id: string; name: { vi: string } }[]): string {
  const id = otherNames[name] ?? agencies.find((agency) => agency.name.vi === name)?.id;
  if (id === undefined)
    throw new Error(`data/programme/agencies.csv names an agency that agency-names.csv lacks: ${name}`);
  return id;
}
