import type { Db } from '#db/db.ts';
import type { Catalog } from '#catalog/collections.ts';
import { boardCorner, cellDegrees } from './province.ts';
import { insertFeatures, tableOf, type TestFeature } from './features.ts';

/** Addresses of one kind that stand close together in a commune of the board (column 0). */
export interface TestAddresses {
  readonly row: number;
  readonly kind: string;
  readonly count: number;
  readonly hamlet?: string;
  readonly step?: string;
  /** First letters of the codes, which tell them from others. */
  readonly prefix: string;
  readonly validFrom?: string;
}

/** Puts addresses into the table of digital addresses. */
export async function insertAddresses(db: Db, catalog: Catalog, all: readonly TestAddresses[]): Promise<void> {
  const features = all.flatMap(({ row, kind, count, hamlet, step, prefix, validFrom }) =>
    Array.from({ length: count }, (_, index): TestFeature => {
      const place = [boardCorner[0] + 0.02 + index * 1e-5, boardCorner[1] + (row + 0.5) * cellDegrees];
      return {
        communeCode: String(10_000 + row),
        geometry: { type: 'Point', coordinates: place },
        validFrom: validFrom ?? '2022-01-01',
        properties: {
          scheme: 'ndas10',
          code: `${prefix}${index}`,
          kind,
          step: step ?? 'plated',
          hamlet: hamlet ?? 'Thôn Một',
          name: `SECRET-${prefix}${index}`,
        },
      };
    }),
  );
  await insertFeatures(db, tableOf(catalog, 'digital-addresses'), features);
}
