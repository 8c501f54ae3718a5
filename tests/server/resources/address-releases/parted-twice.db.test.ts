import { expect, test } from 'vitest';
import { FeatureCollection } from '#contract/features.ts';
import { publishAddresses } from '#resources/address-releases/service.ts';
import { insertAddresses } from '#tests/support/addresses.ts';
import { startTestPortal } from '#tests/support/portal.ts';
import { insertBoard, replaceCommunes } from '#tests/support/province.ts';

const cells = '/api/collections/digital-address-cells';

test('cells are counted for all successors jointly also where their commune was parted before the release and again after it', async () => {
  const own = await startTestPortal({ REFERENCE_DATE: '2026-01-31' });
  try {
    const { db, catalog } = own;
    await insertBoard(db, { columns: 1, rows: 2 });
    const release = (on: string) => db.transaction((tx) => publishAddresses(tx, catalog, { on, origin: 'import' }));
    const cellsOn = async (on: string) => {
      const response = await own.get(`${cells}/items?limit=1000&datetime=${on}`);
      const { features } = FeatureCollection.parse(await response.json());
      return features
        .filter(({ properties: { level } }) => level === 'cell')
        .map(({ properties }) => [properties['commune_code'], properties['total']]);
    };
    await insertAddresses(db, catalog, [
      { row: 0, kind: 'household', count: 40, prefix: 'a', validFrom: '2022-01-01' },
    ]);
    await replaceCommunes(db, {
      day: '2024-11-01',
      made: { '10005': [0, 0, 1, 0.95], '10006': [0, 0.95, 1, 1] },
      edges: [
        ['10000', '10005'],
        ['10000', '10006'],
      ],
    });
    await release('2024-12-31');
    expect(await cellsOn('2024-12-31')).toEqual([['10005', 40]]);
    await replaceCommunes(db, {
      day: '2025-07-01',
      made: { '10007': [0, 0, 0.5, 0.95], '10008': [0.5, 0, 1, 0.95], '10009': [0, 0.95, 1, 1] },
      edges: [
        ['10005', '10007'],
        ['10005', '10008'],
        ['10006', '10009'],
      ],
    });
    await release('2025-12-31');
    expect(await cellsOn('2025-12-31')).toEqual([['10007+10008', 40]]);
  } finally {
    await own.drop();
  }
});
