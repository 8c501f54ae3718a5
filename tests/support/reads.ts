import pg from 'pg';
import { vi } from 'vitest';
import { isTable, type Catalog } from '#catalog/collections.ts';
import type { Revisions } from '#contract/revisions.ts';
import { queries } from '#resources/tiles/queries.ts';

/** Functions of the database that read what holds of units. */
const functions = ['moved_codes', 'commune_codes_on', 'lies_in', 'code_by_place', 'code_held_until', 'bears_since'];

/** Which resource moves where one of these tables does (a threshold moves the programme as well). */
const resources: Readonly<Record<string, string>> = {
  ...named('admin-units', ['admin_unit', 'unit_version', 'admin_unit_lineage', 'commune_move']),
  ...named('admin-units', functions),
  ...named('admin-units', ['boundary', 'boundary_shape', 'boundary_neighbour']),
  ...named('criteria', ['criteria_set', 'criterion', 'threshold_setting', 'unit_group']),
  ...named('assessments', ['assessment']),
  ...named('recognitions', ['recognition', 'revocation']),
  ...named('programme', ['target_figure', 'disbursement']),
  ...named('collection.digital-address-cells', ['address_release', 'address_release_cell']),
};

function named(resource: string, tables: readonly string[]): Record<string, string> {
  return Object.fromEntries(tables.map((table) => [table, resource]));
}

/** Statements that are sent to any database of this process while `work` runs, but for what only tells when something is old. */
export async function statementsOf(work: () => Promise<void>): Promise<string[]> {
  const spy = vi.spyOn(pg.Client.prototype, 'query');
  try {
    await work();
    return spy.mock.calls
      .map(([asked]: unknown[]) =>
        typeof asked === 'string' ? asked : String((asked as { text?: unknown } | null)?.text ?? ''),
      )
      .filter((text) => text !== queries.changeDays.text);
  } finally {
    spy.mockRestore();
  }
}

/** Resources of what statements read that `told` does not name: of a table of features any collection that is kept in it. */
export function untold(statements: readonly string[], told: Revisions, catalog: Catalog): string[] {
  return [...tablesOf(statements)].flatMap((table) => {
    const known = resourcesOf(table, catalog);
    return known.length === 0 || known.some((resource) => Object.hasOwn(told, resource))
      ? []
      : [`${table}: ${known.join(' or ')}`];
  });
}

/** Resources of what statements read, by any collection that is kept in a table. */
export function readBy(statements: readonly string[], catalog: Catalog): ReadonlySet<string> {
  return new Set([...tablesOf(statements)].flatMap((table) => resourcesOf(table, catalog)));
}

function tablesOf(statements: readonly string[]): Set<string> {
  const read = new RegExp(String.raw`\b(?:from|join)\s+"?(\w+)"?|\b(${functions.join('|')})\(`, 'gi');
  const found = statements.flatMap((text) => [...text.matchAll(read)]);
  return new Set(found.map(([, table, called = '']) => table ?? called));
}

function resourcesOf(table: string, { collections }: Catalog): string[] {
  const own = resources[table];
  if (own !== undefined) return [own];
  const kept = collections.filter(isTable).filter(({ source }) => source.table === table || source.cells === table);
  return [...new Set(kept.map(({ source }) => `collection.${source.owner}`))];
}
