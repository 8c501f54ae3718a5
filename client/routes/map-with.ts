import type { CollectionInfo } from '#contract/features.ts';
import type { Address } from './address.ts';
import { noTable } from './map/table-state.ts';

/** The map with a collection on it, on top of what is drawn already; boundaries are drawn anyway. */
export function mapWith(
  { layers }: Pick<Address, 'layers'>,
  { id, level }: Pick<CollectionInfo, 'id' | 'level'>,
): Partial<Address> {
  const shown = level !== null || layers.some((layer) => layer.id === id);
  return { page: 'map', dataset: null, ...noTable, layers: shown ? layers : [{ id, opacity: 100 }, ...layers] };
}
