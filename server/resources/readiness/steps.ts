import type { Level } from '#contract/admin-units.ts';
import type { RecordKind } from '#contract/imports.ts';
import type { ReadinessStep, Stage } from '#contract/readiness.ts';
import { isBoundary, isTable, type Catalog, type Collection, type TableCollection } from '#catalog/collections.ts';

/** The hamlets: where an owner has not agreed, the database shows a thing at the point of its hamlet (`show_place`). */
const hamlets = 'hamlets';

/** A step before it is known what is there. */
export type Plan = Pick<ReadinessStep, 'id' | 'stage' | 'title' | 'essential'> &
  (
    | { readonly kind: 'boundaries'; readonly level: Level }
    | { readonly kind: 'records'; readonly records: RecordKind }
    | { readonly kind: 'features' | 'households'; readonly collection: TableCollection }
  );

/**
 * The steps to a whole portal, for whom a catalog is. In the order in which an office has them, and in which one can be imported
 * without the next:
 *
 * 1. Boundaries: every other file speaks of units or lies in them. Communes first: their file brings the units above along.
 * 2. Results: recognitions, which are decisions in a drawer, before assessments, which somebody has to gather from the communes;
 *    groups of communes and thresholds after them, for they judge figures.
 * 3. The programme: figures of targets and resources paid, which other departments keep and send by the year.
 * 4. Layers, by the items of the programme: maps and lists of single departments, each as it can be had.
 * 5. People: hamlets before gardens and products, which are shown at their hamlet where the owner has not agreed (what is
 *    imported earlier is not moved); households last, for they are the most work and need everything else.
 */
export function planOf(catalog: Catalog): Plan[] {
  const { collections } = catalog;
  const boundaries = collections.filter(isBoundary).reverse();
  const tables = collections.filter(isTable);
  const features = tables.filter(({ storage }) => storage.kind === 'table');
  const personal = ({ id, source }: TableCollection) => id === hamlets || source.exactWith !== null;
  const people = features.filter(personal).sort((a, b) => Number(b.id === hamlets) - Number(a.id === hamlets));
  return [
    ...boundaries.map(({ id, title, level }): Plan => {
      return { kind: 'boundaries', id, title, level, stage: 'boundaries', essential: level === 'commune' };
    }),
    ...records('results', ['recognitions', 'assessments', 'groups', 'thresholds']),
    ...records('programme', ['target-figures', 'disbursements']),
    ...features.filter((one) => !personal(one)).map((one) => stepOf('layers', one)),
    ...people.map((one) => stepOf('people', one)),
    ...tables.filter(({ storage }) => storage.kind === 'cells').map((one) => stepOf('people', one)),
  ];
}

function records(stage: Stage, kinds: readonly RecordKind[]): Plan[] {
  return kinds.map((kind) => {
    return { kind: 'records', id: kind, records: kind, title: null, stage, essential: kind === 'assessments' };
  });
}

function stepOf(stage: Stage, collection: TableCollection): Plan {
  const { id, title, storage } = collection;
  const kind = storage.kind === 'cells' ? 'households' : 'features';
  return { kind, id, title, stage, collection, essential: false };
}

/**
 * The step that an import into a collection makes: its own, or of one for officers alone that of its published counts. Null
 * where nobody else is told of it.
 */
export function stepMadeBy({ collections }: Catalog, { id, access }: Pick<Collection, 'id' | 'access'>): string | null {
  if (access === 'public') return id;
  return collections.find(({ storage }) => storage.kind === 'cells' && storage.of === id)?.id ?? null;
}
