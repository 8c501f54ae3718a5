import type { Position, Text } from '#contract/common.ts';
import type { Finding } from '#contract/imports.ts';
import type { SourceNote } from '#formats/driver.ts';

/** Where in a file something was found. */
export interface Where {
  readonly sheet?: string;
  readonly row?: number;
  readonly column?: string;
  readonly feature?: string;
  readonly property?: string;
  readonly position?: Position;
}

/** Notes of one kind are listed up to this number; the rest is one note that counts them. */
const mostOfAKind = 200;

/** Rows of which every issue is remembered, whatever is told of its kind: as many are given back to be mended. */
const mostRemembered = 10_000;

/** Collects what is found in a file, in order. */
export class Findings {
  readonly #issues: Finding[] = [];
  readonly #issuesOfKind = new Map<string, number>();
  /** Issues and notes that are counted only, with what to do about them. */
  readonly #moreIssues = new Map<string, Counted>();
  readonly #moreNotes = new Map<string, Counted>();
  readonly #notes = new Map<string, Finding[]>();
  readonly #refusedRows = new Set<string>();
  readonly #issuesOfRow = new Map<string, Finding[]>();
  #moreRefused = 0;

  /** Issues of one kind beyond `mostIssues` are counted: a file of a million rows may have a million of them. */
  constructor(private readonly mostIssues = Infinity) {}

  /** All issues; where there are very many of one kind, the first ones and at the end the number of the others. */
  get issues(): Finding[] {
    return [...this.#issues, ...counted('issue', this.#moreIssues)];
  }

  get hasIssues(): boolean {
    return this.#issues.length > 0;
  }

  /** An issue refuses its row, or the whole file where it has no row. */
  issue(code: string, where: Where, reason: Text, todo: Text): void {
    const already = this.#issuesOfKind.get(code) ?? 0;
    this.#issuesOfKind.set(code, already + 1);
    const found = finding('issue', code, where, reason, todo);
    if (already < this.mostIssues) this.#issues.push(found);
    else this.#moreIssues.set(code, { count: (this.#moreIssues.get(code)?.count ?? 0) + 1, todo });
    if (where.row !== undefined) this.#remember(rowKey(where.row, where.sheet), found);
  }

  #remember(row: string, found: Finding): void {
    this.#refusedRows.add(row);
    const already = this.#issuesOfRow.get(row);
    if (already !== undefined) already.push(found);
    else if (this.#issuesOfRow.size < mostRemembered) this.#issuesOfRow.set(row, [found]);
  }

  /** Refuses a row for a reason that stands elsewhere: a date above the table that holds for all its rows. */
  refuseRow(row: number, sheet?: string): void {
    this.#refusedRows.add(rowKey(row, sheet));
  }

  note(code: string, where: Where, reason: Text, todo: Text): void {
    const already = this.#notes.get(code);
    const note = finding('note', code, where, reason, todo);
    if (already === undefined) this.#notes.set(code, [note]);
    else if (already.length < mostOfAKind) already.push(note);
    else this.noteMore(code, 1, todo);
  }

  /** What reading the file had to say of a row, or of the whole file where `where` is empty. */
  noteAll(notes: readonly SourceNote[], where: Where): void {
    for (const { code, reason, todo, property } of notes)
      this.note(code, property === undefined ? where : { ...where, property }, reason, todo);
  }

  /** So many rows more are refused for the same reason, which are not told one by one. */
  refuseMore(code: string, count: number, todo: Text): void {
    this.#moreIssues.set(code, { count: (this.#moreIssues.get(code)?.count ?? 0) + count, todo });
    this.#moreRefused += count;
  }

  /** So many notes more of a kind. */
  noteMore(code: string, count: number, todo: Text): void {
    this.#moreNotes.set(code, { count: (this.#moreNotes.get(code)?.count ?? 0) + count, todo });
  }

  isRefused(row: number, sheet?: string): boolean {
    return this.#refusedRows.has(rowKey(row, sheet));
  }

  /** Why a row is refused; of rows beyond very many nothing is remembered. */
  issuesOf(row: number, sheet?: string): readonly Finding[] {
    return this.#issuesOfRow.get(rowKey(row, sheet)) ?? [];
  }

  /** Refused rows of which it is known which they are. */
  get namedRefused(): number {
    return this.#refusedRows.size;
  }

  get refusedRows(): number {
    return this.#refusedRows.size + this.#moreRefused;
  }

  /** Whether something is wrong with the file as a whole. */
  get fileRefused(): boolean {
    return this.#issues.some((issue) => issue.row === null);
  }

  /** Notes by kind; where there are very many of one, the first ones and their number. */
  get notes(): Finding[] {
    return [...[...this.#notes.values()].flat(), ...counted('note', this.#moreNotes)];
  }
}

interface Counted {
  readonly count: number;
  readonly todo: Text;
}

function counted(severity: Finding['severity'], more: ReadonlyMap<string, Counted>): Finding[] {
  const kind = severity === 'note' ? { vi: 'ghi chú', en: 'notes' } : { vi: 'lỗi', en: 'issues' };
  return [...more].map(([code, { count, todo }]) =>
    finding(
      severity,
      code,
      {},
      { vi: `Còn ${count} ${kind.vi} cùng loại.`, en: `There are ${count} more ${kind.en} of this kind.` },
      todo,
    ),
  );
}

function rowKey(row: number, sheet = ''): string {
  return `${row} ${sheet}`;
}

function finding(severity: Finding['severity'], code: string, where: Where, reason: Text, todo: Text): Finding {
  const { sheet = null, row = null, column = null, feature = null, property = null, position = null } = where;
  // Seven decimals of a degree are a centimetre; what lies behind them is arithmetic's.
  const place: Finding['position'] = position && [round(position[0]), round(position[1])];
  return { severity, code, sheet, row, column, feature, property, position: place, reason, todo };
}

function round(degrees: number): number {
  return Number(degrees.toFixed(7));
}
