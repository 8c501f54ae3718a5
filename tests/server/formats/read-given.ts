import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { GeometryKind } from '#contract/collections.ts';
import { collect } from '#formats/chunks.ts';
import { uploadLimits } from '#formats/limits.ts';
import { openSource, type SourceFile } from '#formats/read-file.ts';

/** Files by name. */
export type Given = Readonly<Record<string, string | Uint8Array>>;

/** Reads files that a test has made as one layer, in this thread: a thread has to make GDAL ready each time. */
export async function readGiven(
  given: Given,
  wants: GeometryKind = 'any',
  layer: string | null = null,
): Promise<SourceFile> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ntm-given-'));
  try {
    const files = Object.keys(given).map((name) => ({ name, path: path.join(folder, name) }));
    for (const { name, path: file } of files) await writeFile(file, given[name] ?? '');
    const request = { files, layer, encoding: null, limits: uploadLimits, wants, tables: null };
    const { features, notes, ...head } = await openSource(request);
    const read = await collect(features);
    return { ...head, features: read, notes: notes() };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
