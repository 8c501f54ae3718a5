import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { readCatalog, type Catalog, type TableCollection } from '#catalog/collections.ts';
import { ImportReport } from '#contract/imports.ts';
import type { DeclaredCollection, GeometryKind } from '#contract/collections.ts';
import type { Db } from '#db/db.ts';
import { featureUploadLimits } from '#formats/limits.ts';
import type { FeatureRequest } from '#intake/kinds/features/request.ts';
import { importFeatures } from '#intake/kinds/features/import-features.ts';
import { findImportable } from '#intake/importable.ts';
import type { ImportHooks } from '#intake/import-run.ts';

const kinds = [
  { value: 'wood', label: { vi: 'Gỗ', en: 'Wood' }, aliases: ['bằng gỗ'] },
  { value: 'stone', label: { vi: 'Đá', en: 'Stone' } },
];

/** A collection of things that nobody keeps a list of, with a property of every type. */
function declared(id: string, geometry: GeometryKind): DeclaredCollection {
  return {
    id,
    title: { vi: `Vật thử ${id}`, en: `Test things ${id}` },
    description: { vi: 'Chỉ để thử.', en: 'For tests only.' },
    keywords: [],
    storage: { kind: 'table', geometry, key: ['code'] },
    topic: 'III/2/01',
    properties: [
      { name: 'code', title: { vi: 'Mã vật', en: 'Code' }, type: 'string', required: true, aliases: ['ma_vat'] },
      { name: 'material', title: { vi: 'Vật liệu', en: 'Material' }, type: 'string', values: kinds, required: true },
      { name: 'length_m', title: { vi: 'Chiều dài', en: 'Length' }, type: 'number', unit: 'm', min: 0, max: 1000 },
      { name: 'pieces', title: { vi: 'Số lượng', en: 'Pieces' }, type: 'integer', min: 0 },
      { name: 'painted', title: { vi: 'Đã sơn', en: 'Painted' }, type: 'boolean' },
      { name: 'made_on', title: { vi: 'Ngày làm', en: 'Made on' }, type: 'date' },
      { name: 'mark', title: { vi: 'Ký hiệu', en: 'Mark' }, type: 'string', pattern: '[A-Z]{2}' },
    ],
    common: ['name'],
    symbology: {
      colour: '#7a3e9d',
      by: 'material',
      classes: kinds.map(({ value }) => ({ value, colour: '#7a3e9d' })),
    },
    zooms: { min: 0, max: 16 },
    lineage: { producer: { vi: 'Thử', en: 'Test' }, statement: { vi: 'Thử.', en: 'Test.' }, licence: null },
  };
}

/** A folder of declarations of its own, one for each kind of geometry. */
export async function readTestCatalog(): Promise<Catalog> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ntm-catalog-'));
  try {
    for (const geometry of ['point', 'line', 'polygon'] as const) {
      const id = `test-${geometry}s`;
      const text = `export const collection = ${JSON.stringify(declared(id, geometry))};\n`;
      await writeFile(path.join(folder, `${id}.ts`), text);
    }
    return await readCatalog(pathToFileURL(`${folder}/`));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export function collectionOf(catalog: Catalog, id: string): TableCollection {
  const found = findImportable(catalog, id);
  if (found === null) throw new Error(`no collection ${id}`);
  return found;
}

/** Imports files (by whole path) into a collection and checks the report against its contract. */
export async function importThings(
  db: Db,
  collection: TableCollection,
  files: readonly string[],
  changes: Partial<FeatureRequest> = {},
  hooks: ImportHooks = {},
): Promise<ImportReport> {
  const request: FeatureRequest = {
    id: randomUUID(),
    collection,
    files: files.map((file) => ({ name: path.basename(file), path: file })),
    layer: null,
    crs: null,
    encoding: null,
    map: [],
    validFrom: null,
    replace: false,
    skipRefused: false,
    dryRun: false,
    by: 'test',
    referenceDate: '2024-06-01',
    limits: featureUploadLimits,
    ...changes,
  };
  const { report } = await importFeatures(db, request, hooks);
  return ImportReport.parse(report);
}
