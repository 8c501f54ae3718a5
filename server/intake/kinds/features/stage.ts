import type { TableCollection } from '#catalog/collections.ts';
import type { ImportStatements } from '#catalog/import-sql.ts';
import { ownProperties } from '#catalog/table-sql.ts';
import type { Session } from '#db/db.ts';
import { ewkbHex } from '#geo/ewkb.ts';
import type { StagedRow } from './rows.ts';
import { runAll } from './switching.ts';

/** Rows a statement of the embedded database: everybody waits for it. */
const embeddedRows = 2_000;
/** Bytes of COPY that are kept until they are sent, so that a statement is worth its while. */
const copyBytes = 2_000_000;
/** Rows of a batch: one statement finds the communes of all of them. */
const copyRows = 10_000;
const batchLength = 1_000_000;

/** The day on which rows hold that say none, and the first of which communes are known. */
interface Days {
  readonly day: string;
  readonly firstDay: string;
}

type Value = string | number | boolean | null;

/** Stages rows; on a server by COPY, a batch at a time. Without rows it stages what it has kept back. */
export type Stage = (rows: readonly StagedRow[] | null) => Promise<void>;

/** Makes the tables of an import's rows, and gives what stages them. */
export async function beginStaging(
  session: Session,
  statements: ImportStatements,
  collection: TableCollection,
  days: Days,
): Promise<Stage> {
  await runAll(session, statements.makeStaged);
  const names = ownProperties(collection).map(({ name }) => name);
  const { copyIn } = session;
  if (copyIn === undefined) return byJson(session, statements, names, days);
  const copied = new CopyText();
  return async (rows) => {
    for (const row of rows ?? []) copied.add(copyLine(row, names));
    if (copied.rows === 0 || (rows !== null && copied.rows < copyRows && copied.bytes < copyBytes)) return;
    const text = copied.take();
    await runAll(session, statements.makeGiven);
    for (const statement of statements.copy) await copyIn(statement, text);
    await runAll(session, statements.stage, days);
  };
}

/** Lines of COPY. They become bytes at once: of strings that are put together piece by piece a million would be kept alive. */
class CopyText {
  #buffer = Buffer.allocUnsafe(copyBytes);
  bytes = 0;
  rows = 0;

  add(line: string): void {
    const needed = this.bytes + 3 * line.length;
    if (needed > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(2 * needed);
      this.#buffer.copy(larger, 0, 0, this.bytes);
      this.#buffer = larger;
    }
    this.bytes += this.#buffer.write(line, this.bytes);
    this.rows++;
  }

  /** The lines, which are overwritten by those that are added next. */
  take(): Buffer {
    const text = this.#buffer.subarray(0, this.bytes);
    [this.bytes, this.rows] = [0, 0];
    return text;
  }
}

function byJson(session: Session, statements: ImportStatements, names: readonly string[], days: Days): Stage {
  let batch: string[] = [];
  let length = 0;
  const send = async () => {
    if (batch.length === 0) return;
    const given = `[${batch.join(',')}]`;
    [batch, length] = [[], 0];
    await runAll(session, statements.makeGiven);
    await runAll(session, statements.giveJson, { rows: given });
    await runAll(session, statements.stage, days);
  };
  return async (rows) => {
    for (const row of rows ?? []) {
      const json = JSON.stringify(jsonRow(row, names));
      if (batch.length >= embeddedRows || length + json.length > batchLength) await send();
      batch.push(json);
      length += json.length;
    }
    if (rows === null) await send();
  };
}

function jsonRow(row: StagedRow, names: readonly string[]): Readonly<Record<string, Value>> {
  const { row: _row, label: _label, isRefused: _refused, claimed: _claimed, key: _key, from: _from, values } = row;
  const { source = null, valid_to = null } = values;
  const geom = row.geometry === null ? null : ewkbHex(row.geometry);
  const own = Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
  return { _row, _label, _refused, _claimed, _key, _from, feature_id: row.featureId, geom, source, valid_to, ...own };
}

/** A row as a line of COPY, its columns in the order of the statement `copy`. */
function copyLine(row: StagedRow, names: readonly string[]): string {
  const { values, geometry } = row;
  let line = `${row.row}\t${escaped(row.label)}\t${row.isRefused}`;
  line += `\t${cell(row.claimed)}\t${cell(row.key)}\t${cell(row.from)}\t${escaped(row.featureId)}`;
  line += geometry === null ? '\t\\N' : `\t${ewkbHex(geometry)}`;
  line += `\t${cell(values.source)}\t${cell(values.valid_to)}`;
  for (const name of names) line += `\t${cell(values[name])}`;
  return `${line}\n`;
}

function cell(value: Value | undefined): string {
  if (value === null || value === undefined) return '\\N';
  return typeof value === 'string' ? escaped(value) : String(value);
}

const special = /[\\\t\n\r]/;
const letters: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function escaped(text: string): string {
  return special.test(text) ? text.replace(/[\\\t\n\r]/g, (sign) => letters[sign] ?? sign) : text;
}

/** Lets work run beside whoever begins it, one piece at a time: the next begins when the last has ended. */
export class OneInFlight {
  #last: Promise<void> = Promise.resolve();

  /** Waits for the last piece and begins this one; throws what the last one threw. */
  async begin(work: () => Promise<void>): Promise<void> {
    await this.#last;
    this.#last = work();
    // Whoever begins the next, or waits for the end, is told.
    this.#last.catch(() => undefined);
  }

  /** Waits for the last piece. */
  done(): Promise<void> {
    return this.#last;
  }
}
