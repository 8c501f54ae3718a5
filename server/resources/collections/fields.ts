import {
  collectionFields,
  type CollectionField,
  type CollectionInfo,
  type CollectionList,
} from '#contract/features.ts';
import { Fault } from '#contract/faults.ts';

/** Fields of a collection by their names; throws `badRequest` for a name that is none, with those that there are. */
export function requireFields(names: readonly string[]): ReadonlySet<CollectionField> {
  return new Set(
    names.map((name) => {
      const found = collectionFields.find((field) => field === name);
      if (found !== undefined) return found;
      throw new Fault('fieldUnknown', { name, known: collectionFields.join(', ') }, 'query.fields');
    }),
  );
}

/** A list that says no more of each collection than its id and some fields. */
export function narrowed(
  { collections, links }: CollectionList,
  fields: ReadonlySet<CollectionField>,
): { collections: (Partial<CollectionInfo> & Pick<CollectionInfo, 'id'>)[]; links: CollectionList['links'] } {
  return {
    collections: collections.map((info) => ({
      ...(Object.fromEntries(
        Object.entries(info).filter(([name]) => fields.has(name as CollectionField)),
      ) as Partial<CollectionInfo>),
      id: info.id,
    })),
    links,
  };
}
