import { CollectionId } from '#contract/collections.ts';

/** The table of a collection's features: under the map, or on the collection's own page. */
export interface TableState {
  /** The collection whose features stand in the table under the map. */
  readonly table: string | null;
  /** Properties that are the columns of the table in sight; null for those that it shows by itself. */
  readonly columns: readonly string[] | null;
  /** The property that its rows are sorted by; null for the portal's own order. */
  readonly order: Order | null;
  /** Which features stand in it: all, those in view, or those in the drawn zone. */
  readonly rows: RowScope;
}
export const rowScopes = ['all', 'view', 'zone'] as const;
export type RowScope = (typeof rowScopes)[number];

/** What rows are sorted by. */
interface Order<Key extends string = string> {
  readonly key: Key;
  readonly descending: boolean;
}

export const noTable: TableState = { table: null, columns: null, order: null, rows: 'all' };

/** Reads the table of an address; names that no property can have are passed over. */
export function parseTable(search: URLSearchParams, dataset: string | null): TableState {
  const table = CollectionId.safeParse(search.get('table')).data ?? null;
  if (table === null && dataset === null) return noTable;
  const columns = [...new Set((search.get('columns') ?? '').split(',').filter(isName))];
  const order = parseOrder(search.get('order'));
  return {
    table,
    columns: columns.length === 0 ? null : columns,
    order: order !== null && isName(order.key) ? order : null,
    rows: table === null ? 'all' : (rowScopes.find((known) => known === search.get('rows')) ?? 'all'),
  };
}

/** Writes `table=schools&columns=name,level&order=-pupils` into an address, and nothing where no table is in sight. */
export function writeTable(
  { table, columns, order, rows }: TableState,
  dataset: string | null,
  search: URLSearchParams,
): void {
  if (table !== null) search.set('table', table);
  if (table === null && dataset === null) return;
  if (columns !== null) search.set('columns', columns.join(','));
  if (order !== null) search.set('order', formatOrder(order));
  if (table !== null && rows !== 'all') search.set('rows', rows);
}

/** Reads `name` or, for the greatest first, `-name`. */
export function parseOrder(text: string | null): Order | null {
  if (text === null) return null;
  return text.startsWith('-') ? { key: text.slice(1), descending: true } : { key: text, descending: false };
}

/** Writes what `parseOrder` reads. */
export function formatOrder({ key, descending }: Order): string {
  return `${descending ? '-' : ''}${key}`;
}

function isName(text: string): boolean {
  return /^[a-z][a-z0-9_]{0,62}$/.test(text);
}
