import { readCsv, type Unit } from './read-units.ts';

/** Days on which units of the demo became others. */
export const reformDays = ['2024-11-01', '2025-07-01'] as const;
export type ReformDay = (typeof reformDays)[number];

/** A row of data/admin-units/succession-*.csv. */
export interface Decided {
  readonly oldCode: string;
  readonly newCode: string;
  /** xã or phường, where the decision says it. */
  readonly newKind: string;
}

/** What decisions made of units, by day. */
export type Crosswalks = Readonly<Record<ReformDay, readonly Decided[]>>;

/** A unit of 2020, or the part of one that went the same way through both days: the unit in which it is from each day on. */
export interface Piece {
  readonly label: string;
  readonly unit: string;
  readonly on: Readonly<Record<ReformDay, string>>;
}

/** The crosswalks of data/admin-units; `fileOf` says where the one of a day is. */
export function readCrosswalks(fileOf: (day: ReformDay) => URL): Crosswalks {
  const read = (day: ReformDay): Decided[] =>
    readCsv(fileOf(day)).map((row) => ({
      oldCode: row['old_code'] ?? '',
      newCode: row['new_code'] ?? '',
      newKind: row['new_kind'] ?? '',
    }));
  return { '2024-11-01': read('2024-11-01'), '2025-07-01': read('2025-07-01') };
}

/** Pieces of every unit: one where it goes on whole; where a decision splits it, those that leave the unit of its code last. */
export function piecesOf(units: readonly Pick<Unit, 'code'>[], crosswalks: Crosswalks): Map<string, Piece[]> {
  const heirs = (day: ReformDay, code: string): string[] => {
    const own = crosswalks[day].filter(({ oldCode }) => oldCode === code).map(({ newCode }) => newCode);
    return own.length === 0 ? [code] : own;
  };
  return new Map(
    units.map(({ code: unit }) => {
      const ways = heirs('2024-11-01', unit).flatMap((in2024) =>
        heirs('2025-07-01', in2024).map((in2025) => ({ '2024-11-01': in2024, '2025-07-01': in2025 })),
      );
      const label = (on: Piece['on']): string =>
        ways.length === 1 ? unit : `${unit} in ${on['2024-11-01']}, ${on['2025-07-01']}`;
      return [unit, ways.map((on): Piece => ({ label: label(on), unit, on }))];
    }),
  );
}
