import type { Position, Text } from '#contract/common.ts';
import type { Finding } from '#contract/imports.ts';

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

/** Collects what is found in a file, in order. */
export class Findings {
  readonly issues: Finding[] = [];
  readonly #notes = new Map<string, Finding[]>();
  readonly #refusedRows = new Set<string>();

  /** An issue refuses its row, or the whole file where it has no row. */
  issue(code: string, where: Where, reason: Text, todo: Text): void {
    this.issues.push(finding('issue', code, where, reason, todo));
    if (where.row !== undefined) this.#refusedRows.add(rowKey(where.row, where.sheet));
  }

  /** Refuses a row for a reason that stands elsewhere: a date above the table that holds for all its rows. */
  refuseRow(row: number, sheet?: string): void {
    this.#refusedRows.add(rowKey(row, sheet));
  }

  note(code: string, where: Where, reason: Text, todo: Text): void {
    const already = this.#notes.get(code);
    const note = finding('note', code, where, reason, todo);
    if (already) already.push(note);
    else this.#notes.set(code, [note]);
  }

  isRefused(row: number, sheet?: string): boolean {
    return this.#refusedRows.has(rowKey(row, sheet));
  }

  get refusedRows(): number {
    return this.#refusedRows.size;
  }

  /** Whether something is wrong with the file as a whole. */
  get fileRefused(): boolean {
    return this.issues.some((issue) => issue.row === null);
  }

  /** Notes by kind; where there are very many of one, the first ones and their number. */
  get notes(): Finding[] {
    return [...this.#notes.values()].flatMap((ofKind) => {
      const [first] = ofKind;
      if (!first || ofKind.length <= mostOfAKind) return ofKind;
      const more = ofKind.length - mostOfAKind;
      const rest = finding(
        'note',
        first.code,
        {},
        { vi: `Còn ${more} ghi chú cùng loại.`, en: `There are ${more} more notes of this kind.` },
        first.todo,
      );
      return [...ofKind.slice(0, mostOfAKind), rest];
    });
  }
}

function rowKey(row: number, sheet = ''): string {
  return `${row} ${sheet}`;
}

function finding(severity: Finding['severity'], code: string, where: Where, reason: Text, todo: Text): Finding {
  const { sheet = null, row = null, column = null, feature = null, property = null, position = null } = where;
  return { severity, code, sheet, row, column, feature, property, position, reason, todo };
}
