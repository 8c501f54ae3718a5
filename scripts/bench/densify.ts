/**
 * Writes a boundary file anew with so many vertices, so that the import of finely drawn boundaries can be measured: each segment
 * is cut into pieces and its cuts moved a little to the side, the same on both sides of a shared border. What is written has the
 * fields of the file. ogr2ogr makes a GeoPackage of it.
 * tsx scripts/bench/densify.ts FILE OUT.gpkg [--vertices 7000000]
 */
import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs, promisify } from 'node:util';
import type { MultiPolygon, Position } from 'geojson';
import { asMultiPolygon } from '#contract/packed-polygons.ts';
import { commandLimits } from '#formats/limits.ts';
import { readInThread } from '#formats/read.ts';
import { runCommand } from '../run-command.ts';

/** How far a cut is moved aside at most, by the length of a piece: enough that no line is straight, too little to cross another. */
const aside = 0.08;

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { vertices: { type: 'string', default: '7000000' } },
  });
  const [file, out] = positionals;
  if (file === undefined || out === undefined) throw new Error('Give the file and the GeoPackage to write.');
  const files = [{ name: path.basename(file), path: path.resolve(file) }];
  const { features } = await readInThread({
    files,
    layer: null,
    encoding: null,
    limits: commandLimits,
    wants: 'polygon',
    tables: null,
  });
  const boundaries = features.flatMap(({ fields, packed }) =>
    packed === undefined ? [] : [{ fields, geometry: asMultiPolygon(packed) }],
  );
  const pieceLength = lengthOf(boundaries) / Number(values.vertices);
  const lines = `${out}.geojsonl`;
  let vertices = 0;
  await pipeline(
    Readable.from(
      (function* () {
        for (const { fields, geometry } of boundaries) {
          const dense = densified(geometry, pieceLength);
          vertices += dense.coordinates.flat().reduce((sum, ring) => sum + ring.length, 0);
          yield `${JSON.stringify({ type: 'Feature', properties: fields, geometry: dense })}\n`;
        }
      })(),
    ),
    createWriteStream(lines),
  );
  await rm(out, { force: true });
  await promisify(execFile)('ogr2ogr', ['-f', 'GPKG', '-nln', 'communes', '-nlt', 'MULTIPOLYGON', out, lines]);
  await rm(lines);
  console.log(`${out}: ${boundaries.length} boundaries, ${vertices} vertices`);
});

/** Length of all lines, in degrees. */
function lengthOf(boundaries: readonly { readonly geometry: MultiPolygon }[]): number {
  let sum = 0;
  for (const { geometry } of boundaries) {
    for (const ring of geometry.coordinates.flat())
      for (let at = 1; at < ring.length; at++) sum += distance(ring[at - 1] ?? [], ring[at] ?? []);
  }
  return sum;
}

function densified({ coordinates }: MultiPolygon, pieceLength: number): MultiPolygon {
  const dense = (ring: readonly Position[]) => [
    ...ring.slice(0, 1),
    ...ring.slice(1).flatMap((to, at) => [...cuts(ring[at] ?? [], to, pieceLength), to]),
  ];
  return { type: 'MultiPolygon', coordinates: coordinates.map((polygon) => polygon.map(dense)) };
}

/** The points that cut a segment, in its direction. They follow from its two ends alone, whichever of them comes first. */
function cuts(from: Position, to: Position, pieceLength: number): Position[] {
  const isTurned = (from[0] ?? 0) - (to[0] ?? 0) || (from[1] ?? 0) - (to[1] ?? 0);
  if (isTurned > 0) return cuts(to, from, pieceLength).reverse();
  const [[x0 = 0, y0 = 0], [x1 = 0, y1 = 0]] = [from, to];
  const pieces = Math.max(1, Math.round(distance(from, to) / pieceLength));
  return Array.from({ length: pieces - 1 }, (_, at) => {
    const share = (at + 1) / pieces;
    const off = (aside / pieces) * noise(x0 * 7 + y0 * 13 + x1 * 17 + y1 * 19 + at);
    return [x0 + (x1 - x0) * share - (y1 - y0) * off, y0 + (y1 - y0) * share + (x1 - x0) * off];
  });
}

/** A number from -1 to 1 that follows from another and looks like chance. */
function noise(seed: number): number {
  const wave = Math.sin(seed * 12.9898) * 43758.5453;
  return 2 * (wave - Math.floor(wave)) - 1;
}

function distance([x0 = 0, y0 = 0]: Position, [x1 = 0, y1 = 0]: Position): number {
  return Math.hypot(x1 - x0, y1 - y0);
}
