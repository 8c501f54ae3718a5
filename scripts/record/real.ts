import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { FeatureCollection, Geometry } from 'geojson';
import { StartFailure } from '#db/failure.ts';
import { asMultiPolygon } from '#contract/packed-polygons.ts';
import { readDemoUnits } from '#resources/demo/files.ts';

interface Listed {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly district_code: string;
  readonly district_name: string;
  readonly area_km2: string;
  readonly population_2019: string;
}

/** The listed units of Phú Yên, as data/admin-units has them. */
export async function readListed(): Promise<Listed[]> {
  const file = new URL('../../data/admin-units/admin-units.csv', import.meta.url);
  return parse(await readFile(file), { columns: true, bom: true });
}

/**
 * A file of the real communes as an agency would hand it in. Their boundaries come from `boundaries`, a GeoJSON file with
 * the official code in the property `code`; where none is given from the invented province, whose units bear the same codes.
 */
export async function communeFile(boundaries: string | null): Promise<FeatureCollection> {
  const geometries = boundaries === null ? await inventedGeometries() : await givenGeometries(boundaries);
  const features = (await readListed()).flatMap((unit) => {
    const geometry = geometries.get(unit.code);
    if (geometry === undefined) return [];
    const { code, name, district_code, district_name, area_km2, population_2019 } = unit;
    const properties = {
      MA_XA: code,
      TEN_XA: name,
      MA_HUYEN: district_code,
      TEN_HUYEN: district_name,
      MA_TINH: '54',
      TEN_TINH: 'Tỉnh Phú Yên',
      DTICH_KM2: Number(area_km2),
      DAN_SO: Number(population_2019),
    };
    return [{ type: 'Feature' as const, properties, geometry }];
  });
  if (features.length === 0)
    throw new StartFailure(`${boundaries ?? ''} has no feature with the code of a listed unit.`);
  return { type: 'FeatureCollection', features };
}

async function inventedGeometries(): Promise<Map<string, Geometry>> {
  const units = await readDemoUnits();
  return new Map(
    units.flatMap(({ code, geometry }) => (geometry === null ? [] : [[code, asMultiPolygon(geometry)] as const])),
  );
}

async function givenGeometries(file: string): Promise<Map<string, Geometry>> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new StartFailure(`--boundaries ${file} cannot be read: ${error.message}.`);
  });
  const { features } = JSON.parse(text) as FeatureCollection<Geometry, { code?: unknown }>;
  return new Map(features.map(({ properties, geometry }) => [String(properties.code), geometry]));
}
