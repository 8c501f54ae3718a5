import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { Programme, type Target } from '#contract/programme.ts';
import { ProgrammeFrame } from '#contract/programme-frame.ts';

const folder = new URL('../../data/programme/', import.meta.url);

type Row = Record<string, string>;

/**
 * The programmes of `data/programme`, a folder a period, oldest first, each checked against the contract. Throws where two
 * overlap or call a target, a content or a source of money alike: a figure names them without its period.
 */
export async function readProgrammes(): Promise<Programme[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const periods = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const programmes = await Promise.all(periods.map(readProgramme));
  programmes.sort((one, other) => one.frame.from.localeCompare(other.frame.from));
  const overlap = programmes.find(({ frame }, index) => frame.from <= (programmes[index - 1]?.frame.until ?? ''));
  if (overlap) throw new Error(`data/programme: ${overlap.frame.period} begins before the one before it ends`);
  for (const part of ['targets', 'contents', 'resources'] as const) {
    const ids = programmes.flatMap((programme) => programme[part].map(({ id }) => id));
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    if (twice !== undefined) throw new Error(`data/programme: two of the ${part} are called ${twice}`);
  }
  return programmes;
}

/**
 * The programme of a period, checked against the contract: every agency that a duty names is known, every target and duty
 * stands under a content that there is, and targets that contradict each other name each other.
 */
export async function readProgramme(period: string): Promise<Programme> {
  const frame = await readFrame(period);
  const read = (name: string) => readRows(period, name);
  const [objectives, contents, items, targets, names, duties, resources, documents] = await Promise.all([
    ...[read('objectives'), read('contents'), read('content-items'), read('targets'), read('agency-names')],
    ...[read('agencies'), read('resources'), read('documents')],
  ]);
  const agencies = (names ?? []).map(agencyOf);
  const programme = Programme.parse({
    frame,
    objectives: (objectives ?? []).map((row) => ({ id: cell(row, 'id'), text: textOf(row, 'text'), ...sourceOf(row) })),
    contents: (contents ?? []).map((row) => {
      const own = (items ?? []).filter((item) => item['content_id'] === row['id']);
      return {
        id: cell(row, 'id'),
        title: textOf(row, 'title'),
        ...sourceOf(row),
        items: own.map((item) => ({
          item: cell(item, 'item'),
          title: textOf(item, 'title'),
          sourceLine: numberOrNull(item, 'source_line'),
        })),
        itemCount: numberOrNull(row, 'item_count') ?? (own.length > 0 ? own.length : null),
        part: textOrNull(row, 'part'),
        note: textOrNull(row, 'note'),
      };
    }),
    targets: linked((targets ?? []).map((row) => targetOf(row, frame))),
    agencies,
    duties: (duties ?? []).map((row) => ({
      content: cell(row, 'content_no'),
      items: listOf(row, 'item'),
      leads: listOf(row, 'lead_agency').map((name) => agencyNamed(name, agencies)),
      coordinates: listOf(row, 'coordinating_agency').map((name) => agencyNamed(name, agencies)),
      role: cell(row, 'role_vi'),
      scope: cell(row, 'scope_note'),
      sourceLine: numberOrNull(row, 'source_line'),
      note: cell(row, 'notes') || null,
    })),
    resources: (resources ?? []).map((row) => ({
      id: cell(row, 'source_id'),
      name: textOf(row, 'name'),
      amountBillionVnd: Number(cell(row, 'amount_billion_vnd')),
      sharePercent: numberOrNull(row, 'share_percent'),
      parent: cell(row, 'parent') || null,
      ...sourceOf(row),
      // The province's programme is held line by line; what a document says is said of the country.
      scope: isOf(row, 'source_line') ? 'province' : 'national',
    })),
    documents: (documents ?? []).map((row) => ({
      number: cell(row, 'number'),
      issuedOn: cell(row, 'issued_on'),
      inForceFrom: cell(row, 'in_force_from') || null,
      about: textOf(row, 'about'),
      readIn: textOf(row, 'read_in'),
    })),
  });
  const known = new Set([...programme.objectives, ...programme.contents].map(({ id }) => id));
  const lost = [...programme.targets, ...programme.duties].find(({ content }) => !known.has(content));
  if (lost) throw new Error(`data/programme/${period}: there is no content ${lost.content}`);
  return programme;
}

async function readFrame(period: string): Promise<ProgrammeFrame> {
  const file = new URL(`${period}/programme.ts`, folder);
  const { programmeFrame } = (await import(file.href)) as { programmeFrame: unknown };
  const frame = ProgrammeFrame.parse(programmeFrame);
  if (frame.period !== period) throw new Error(`data/programme/${period} says that it is of ${frame.period}`);
  return frame;
}

async function readRows(period: string, name: string): Promise<Row[]> {
  const file = new URL(`${period}/${name}.csv`, folder);
  return parse(await readFile(file), { columns: true, bom: true }) as Row[];
}

function cell(row: Row, column: string): string {
  const text = row[column];
  if (text === undefined) throw new Error(`data/programme: a file has no column ${column}`);
  return text.normalize('NFC').trim();
}

/** Whether a row has something in a column, which not every period's file has. */
function isOf(row: Row, column: string): boolean {
  return (row[column] ?? '') !== '';
}

function textOf(row: Row, column: string) {
  return { vi: cell(row, `${column}_vi`), en: cell(row, `${column}_en`) };
}

function textOrNull(row: Row, column: string) {
  return isOf(row, `${column}_vi`) ? textOf(row, column) : null;
}

/** Where a row stands: in a line of the province's programme or in a document. */
function sourceOf(row: Row) {
  return {
    sourceLine: numberOrNull(row, 'source_line'),
    document: isOf(row, 'document') ? cell(row, 'document') : null,
  };
}

function listOf(row: Row, column: string): string[] {
  return cell(row, column)
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function numberOrNull(row: Row, column: string): number | null {
  return isOf(row, column) ? Number(cell(row, column)) : null;
}

const scopes: Record<string, Target['scope']> = {
  xa: 'commune',
  huyen: 'district',
  province: 'province',
  khu_dan_cu: 'residentialArea',
  vuon_mau: 'garden',
  national: 'national',
};

function targetOf(row: Row, { printedCounts }: ProgrammeFrame) {
  const note = cell(row, 'notes') || null;
  const id = cell(row, 'target_id');
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
    ...sourceOf(row),
    quote: cell(row, 'quote'),
    note,
    contradictions: contradictionsOf(note, row['scope'] === 'huyen'),
    sameAs: printedCounts[id] ?? percentOf ?? null,
    readIn: isOf(row, 'read_in') ? cell(row, 'read_in') : null,
    words: textOrNull(row, 'words'),
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

function agencyOf(row: Row) {
  return {
    id: cell(row, 'id'),
    name: textOf(row, 'name'),
    successor: textOrNull(row, 'successor'),
    formerly: isOf(row, 'formerly') ? listOf(row, 'formerly') : [],
    // One that the programme itself names needs no mark.
    confidence: isOf(row, 'confidence') ? cell(row, 'confidence') : 'high',
  };
}

/** Short and shared names of agencies by which the source calls them. */
const otherNames: Record<string, string> = {
  'sở ngành tỉnh có liên quan': 'others',
  'các sở, ngành liên quan': 'others',
  'Sở Nội vụ (Ban Thi đua - Khen thưởng)': 'home',
};

function agencyNamed(name: string, agencies: readonly { id: string; name: { vi: string } }[]): string {
  const id = otherNames[name] ?? agencies.find((agency) => agency.name.vi === name)?.id;
  if (id === undefined)
    throw new Error(`data/programme: agencies.csv names an agency that agency-names.csv lacks: ${name}`);
  return id;
}
