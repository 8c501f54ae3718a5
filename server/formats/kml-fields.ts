import { folded } from '#rules/text/heading.ts';
import { describedIn } from './html-table.ts';
import type { Placemark } from './kml-placemarks.ts';

type Fields = Record<string, unknown>;
type Said = Pick<Placemark, 'own' | 'data' | 'folder'>;

/**
 * The fields of all placemarks. What someone has entered as data, or a program as a table in the description, keeps its
 * names; what KML itself has of every placemark (name, description, folder, times) gives way to it.
 */
export function fieldsOf(placemarks: readonly Said[]): Fields[] {
  const read = placemarks.map(({ own, data, folder }) => {
    const { columns, text } = describedIn(own.description ?? '');
    const columnsOf: Fields = { ...data };
    for (const [column, value] of columns) columnsOf[column] ??= value === '' ? null : value;
    const folderName = folder?.element === 'Folder' ? folder.name : '';
    return { columns: columnsOf, kml: { ...own, description: text, folder: folderName } satisfies Fields };
  });
  const columns = new Map<string, string>();
  for (const row of read)
    for (const name of Object.keys(row.columns)) if (!columns.has(name)) columns.set(name, folded(name));
  const taken = new Set(columns.values());
  const named = nameOfName([...taken], placemarks);
  return read.map((row) => {
    const fields: Fields = {};
    for (const [element, value] of Object.entries(row.kml)) {
      if (value === '') continue;
      if (element === 'name') {
        // A name that only repeats a column says nothing.
        if (named === 'name' || !Object.values(row.columns).includes(value)) fields[named] = value;
      } else if (!taken.has(element)) fields[element] = value;
      else if (element === 'description') fields['description (KML)'] = value;
    }
    return { ...fields, ...row.columns };
  });
}

/**
 * What the placemark's name is called. Where a column says to be the name it is that, and where all names are mere numbers
 * any column of some name is: map programs number placemarks or call them after any field.
 */
function nameOfName(columns: readonly string[], placemarks: readonly Said[]): string {
  const says = columns.some((column) => /^(name|ten|tengoi)$/.test(column));
  const numbers = () => placemarks.every(({ own: { name = '' } }) => /^\d*$/.test(name));
  const mayBe = columns.some((column) => /^ten|name$/.test(column));
  return says || (mayBe && numbers()) ? 'name (KML)' : 'name';
}
