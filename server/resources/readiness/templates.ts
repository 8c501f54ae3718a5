import { Fault } from '#contract/faults.ts';
import { isTable, type Catalog } from '#catalog/collections.ts';
import { declaredProgrammes, declaredSets } from '#catalog/declared.ts';
import { declaredSchemes } from '#catalog/schemes.ts';
import { reportedParts } from '#rules/programme/reported-parts.ts';
import { findImportable } from '#intake/importable.ts';
import { featureTemplate } from './feature-template.ts';
import { listedKinds, recordTemplate } from './record-templates.ts';
import { makeBook, type Template } from './template-book.ts';

/** Templates that were made, by the catalog that they are made of: declarations do not change under a running portal. */
const made = new WeakMap<Catalog, Map<string, Promise<Uint8Array>>>();

/**
 * The workbook to fill in for a collection or a kind of records, with the columns that a catalog shows. Throws Fault where it has
 * none of that id. Boundaries have none: nobody types a boundary.
 */
export function makeImportTemplate(catalog: Catalog, id: string): Promise<Uint8Array> {
  const known = made.get(catalog) ?? new Map<string, Promise<Uint8Array>>();
  made.set(catalog, known);
  const there = known.get(id);
  if (there !== undefined) return there;
  const collection = findImportable(catalog, id);
  const kind = listedKinds.find((one) => one === id);
  if (collection === null && kind === undefined) {
    throw new Fault('templateUnknown', { id, known: templateIds(catalog).join(', ') }, 'path.id');
  }
  const book = (
    collection === null ? recordsOf(kind ?? 'recognitions') : Promise.resolve(featureTemplate(collection))
  ).then(makeBook);
  known.set(id, book);
  book.catch(() => known.delete(id));
  return book;
}

async function recordsOf(kind: (typeof listedKinds)[number]): Promise<Template> {
  const [sets, programmes] = await Promise.all([declaredSets(), declaredProgrammes()]);
  return recordTemplate(kind, { sets, ...reportedParts(programmes), schemes: declaredSchemes });
}

/** Ids of all templates of a catalog. */
function templateIds({ collections }: Catalog): string[] {
  const tables = collections.filter((one) => isTable(one) && one.storage.kind === 'table').map(({ id }) => id);
  return [...tables, ...listedKinds];
}
