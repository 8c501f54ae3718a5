import type { TableCollection } from '#catalog/collections.ts';
import type { ImportRequest } from '../../request.ts';

/** What somebody wants imported into a collection that a declaration describes, and how. */
export interface FeatureRequest extends Omit<
  ImportRequest,
  'collection' | 'clean' | 'succession' | 'decisions' | 'decision'
> {
  readonly collection: TableCollection;
  /** Whether features that the file does not name cease to hold. */
  readonly replace: boolean;
  /** The day that the portal shows, where a setting says it. */
  readonly referenceDate: string | null;
}
