import { ListedId } from '#contract/collections.ts';
import { RecordKind } from '#contract/imports.ts';

/** What an import form is opened with: a collection or a kind of records. */
export type ImportChoice =
  | { readonly kind: 'collection'; readonly collection: string }
  | { readonly kind: 'records'; readonly records: RecordKind };

/** Part of an address that opens the import of something; without an id the form as it is. */
export function importHash(id: string | null): string {
  if (id === null) return '#import';
  return `#import?${RecordKind.safeParse(id).success ? 'records' : 'collection'}=${id}`;
}

/** What the part of an address behind `#` opens; null where it opens no import of anything. */
export function choiceIn(hash: string): ImportChoice | null {
  const [name, query = ''] = hash.replace(/^#/, '').split('?');
  if (name !== 'import') return null;
  const asked = new URLSearchParams(query);
  const records = RecordKind.safeParse(asked.get('records')).data;
  if (records !== undefined) return { kind: 'records', records };
  const collection = ListedId.safeParse(asked.get('collection')).data;
  return collection === undefined ? null : { kind: 'collection', collection };
}

/** Whether an address leads to the import at all. */
export function leadsToImport(hash: string): boolean {
  return /^#import(\?|$)/.test(hash);
}
