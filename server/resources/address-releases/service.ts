import { randomInt } from 'node:crypto';
import type { AddressRelease, DisclosureReport } from '#contract/address-releases.ts';
import { isTable, type Catalog, type TableCollection } from '#catalog/collections.ts';
import { householdsStatement } from '#catalog/household-sql.ts';
import type { Queryable } from '#db/db.ts';
import { StartFailure } from '#db/failure.ts';
import { loadQueries } from '#facts/load-queries.ts';
import type { Bucket, PublishedCell } from '#rules/addresses/cells.ts';
import type { StepCounts } from '#rules/addresses/counts.ts';
import { reportOn } from '#rules/addresses/disclosure.ts';
import type { Draw } from '#rules/addresses/draws.ts';
import { figuresOf } from '#rules/addresses/figures.ts';
import { prepare, settle, type Earlier, type Settled } from '#rules/addresses/release.ts';

const queries = loadQueries(new URL('./queries.sql', import.meta.url), [
  'releases',
  'releasedCells',
  'keptDraws',
  'addRelease',
  'addFigures',
  'forgetDraws',
  'keepDraws',
  'moveRevision',
  'deleteDemo',
]);

/** Figures a statement: the embedded database takes a message of some megabytes at most in good time. */
const batchSize = 1_000;
const steps = ['collected', 'coded', 'notified', 'plated'];
const numbers = 2 ** 32;

/** All releases with what each discloses, newest first. */
export async function listReleases(db: Queryable): Promise<AddressRelease[]> {
  return db.many<AddressRelease>(queries.releases);
}

/**
 * Publishes the counts of households as of a day, in one transaction that the caller holds. Gives the report on what is
 * disclosed; null where nothing was published ever and no commune has ten households. Throws StartFailure where the day
 * is not after the last release, where invented and imported households would be counted together, or where a check on what
 * would be published fails: then nothing is.
 */
export async function publishAddresses(
  tx: Queryable,
  catalog: Catalog,
  { on, origin }: { on: string; origin: 'demo' | 'import' },
): Promise<DisclosureReport | null> {
  const collection = catalog.collections.find(({ storage }) => storage.kind === 'cells');
  if (collection?.storage.kind !== 'cells') return null;
  const whole = catalog.find(collection.storage.of);
  if (whole === null || !isTable(whole)) throw new Error(`${collection.id} counts features of no table`);
  const [last] = await listReleases(tx);
  if (last !== undefined && last.releasedOn >= on) {
    throw new StartFailure(`There is a release of ${last.releasedOn} already: give a later day with --at.`);
  }
  const { releases: earlier, lastNumbers } = await readEarlier(tx, on);
  const told = new Set(earlier.flatMap((release) => [...release.keys()]));
  const households = await readHouseholds(tx, whole, collection.storage, { at: on, origin, told });
  const kept = new Map((await tx.many<Draw>(queries.keptDraws)).map((draw) => [draw.cell, draw]));
  const codes = [...new Set([...households.keys(), ...told])].sort();
  const prepared = codes.map((code) => {
    const before: Earlier = earlier.map((release) => release.get(code) ?? []);
    return prepare(code, households.get(code) ?? [], before, kept, lastNumbers.get(code));
  });
  const random = () => randomInt(numbers) / numbers;
  const { direction, communes: released } = settle(prepared, last?.report.direction ?? null, random);
  if (last === undefined && released.every(({ cells }) => cells.length === 0)) return null;
  const report = reportOn(released, direction);
  const failed = report.checks.filter(({ passed }) => !passed).map(({ check }) => check);
  if (failed.length > 0) throw new StartFailure(`Nothing was published: the checks ${failed.join(', ')} failed.`);
  await write(tx, released, { on, origin, report });
  return report;
}

/** Takes out what was published of invented households. */
export async function removeDemoReleases(tx: Queryable): Promise<void> {
  await tx.none(queries.deleteDemo);
  await tx.none(queries.moveRevision);
}

async function write(
  tx: Queryable,
  released: readonly Settled[],
  { on, origin, report }: { on: string; origin: string; report: DisclosureReport },
): Promise<void> {
  const { id: release } = await tx.one<{ id: number }>(queries.addRelease, {
    on,
    origin,
    report: JSON.stringify(report),
  });
  const rows = released
    .flatMap(({ code, cells }) => figuresOf(code, cells))
    .map(({ counts: [total, coded, notified, plated], ...figure }) => ({ ...figure, total, coded, notified, plated }));
  for (let start = 0; start < rows.length; start += batchSize) {
    await tx.none(queries.addFigures, { release, on, rows: JSON.stringify(rows.slice(start, start + batchSize)) });
  }
  const settled = released.filter(({ cells }) => cells.length > 0);
  const parts = settled.flatMap(({ cells }) => cells.flatMap((cell) => cell.parts));
  await tx.none(queries.forgetDraws, { codes: settled.map(({ code }) => code), cells: parts });
  const draws = settled.flatMap(({ code, draws: own }) => own.map((draw) => ({ ...draw, code })));
  for (let start = 0; start < draws.length; start += batchSize) {
    await tx.none(queries.keepDraws, { release, rows: JSON.stringify(draws.slice(start, start + batchSize)) });
  }
  await tx.none(queries.moveRevision);
}

interface HouseholdsRow {
  readonly code: string;
  /** Codes of all communes among which the ground of theirs was parted. */
  readonly jointly: string | null;
  readonly hamlet: string | null;
  readonly x: number;
  readonly y: number;
  readonly step: string | null;
  readonly invented: boolean;
  readonly households: number;
}

/**
 * Households by commune; by all among which theirs was parted, where cells of it have been published (`told`), which are parted never.
 * Whose step is not known has just been collected.
 */
async function readHouseholds(
  tx: Queryable,
  whole: TableCollection,
  { property, values }: { readonly property: string; readonly values: readonly string[] },
  { at, origin, told }: { at: string; origin: 'demo' | 'import'; told: ReadonlySet<string> },
): Promise<Map<string, Bucket[]>> {
  const found = new Map<string, Bucket[]>();
  for (const row of await tx.many<HouseholdsRow>(householdsStatement(whole, property), { at, kinds: values })) {
    // A demo's release goes with the demo: later ones would not know what it told of real households.
    if (row.invented !== (origin === 'demo'))
      throw new StartFailure(
        'Invented and imported households would be counted together: take the demo out first (npm run demo -- --remove).',
      );
    const reachedStep = Math.max(0, steps.indexOf(row.step ?? ''));
    const counts = steps.map((_, index) => (index === reachedStep ? row.households : 0));
    const [collected = 0, coded = 0, notified = 0, plated = 0] = counts;
    const own: StepCounts = [collected, coded, notified, plated];
    const bucket = { hamlet: row.hamlet, x: row.x, y: row.y, steps: own };
    const code = jointCode(row, told) ?? row.code;
    const there = found.get(code);
    if (there) there.push(bucket);
    else found.set(code, [bucket]);
  }
  return found;
}

/**
 * The joint code under which households were told: one that names the commune in which they lie, among communes that the ground of
 * theirs was parted among. Where it was parted before and after a release, that of the release names fewer.
 */
function jointCode({ code, jointly }: HouseholdsRow, told: ReadonlySet<string>): string | undefined {
  if (jointly === null) return undefined;
  const heirs = new Set(jointly.split('+'));
  return [...told].find((one) => {
    const named = one.split('+');
    return named.length > 1 && named.includes(code) && named.every((each) => heirs.has(each));
  });
}

type CellRow = Omit<PublishedCell, 'counts'> & {
  readonly release: number;
  /** Null where nothing is known of its commune any more and another one bears its code. */
  readonly code: string | null;
  readonly total: number;
  readonly coded: number;
  readonly notified: number;
  readonly plated: number;
};

interface Published {
  /** What each release published, oldest first, by the code of the commune that its own is on the day, or the codes of all. */
  readonly releases: Map<string, PublishedCell[]>[];
  /** The highest number that a cell was ever given under a code, whoever bore it. */
  readonly lastNumbers: ReadonlyMap<string, number>;
}

async function readEarlier(tx: Queryable, on: string): Promise<Published> {
  const releases = new Map<number, Map<string, PublishedCell[]>>();
  const lastNumbers = new Map<string, number>();
  for (const row of await tx.many<CellRow>(queries.releasedCells, { on })) {
    const { release, code, total, coded, notified, plated, id, parts, hamlet, squares } = row;
    for (const part of parts) {
      const [under = '', number] = part.split('-');
      lastNumbers.set(under, Math.max(lastNumbers.get(under) ?? 0, Number(number)));
    }
    const communes = releases.get(release) ?? new Map<string, PublishedCell[]>();
    releases.set(release, communes);
    if (code === null) continue;
    const cells = communes.get(code) ?? [];
    communes.set(code, cells);
    cells.push({ id, parts, hamlet, squares, counts: [total, coded, notified, plated] });
  }
  return { releases: [...releases.values()], lastNumbers };
}
