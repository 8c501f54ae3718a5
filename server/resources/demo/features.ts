import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FeatureCollection } from 'geojson';
import type { TableCollection } from '#catalog/collections.ts';
import { featureIdOf } from '#rules/feature-id.ts';

const folder = new URL('../../../data/demo/collections/', import.meta.url);
const source = 'Dữ liệu minh hoạ: đối tượng giả định (invented feature)';

/** The invented features of a collection as rows of `insertStatement`; none where the demo has no file of them. */
export async function readDemoFeatures({ id, source: { key } }: TableCollection): Promise<object[]> {
  const packed = await readFile(new URL(`${id}.geojson.gz`, folder)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (packed === null) return [];
  const { features } = JSON.parse((await promisify(gunzip)(packed)).toString()) as FeatureCollection;
  return features.map(({ properties, geometry }) => ({
    source,
    valid_to: null,
    ...properties,
    feature_id: featureIdOf(key, properties ?? {}),
    geometry: JSON.stringify(geometry),
  }));
}
