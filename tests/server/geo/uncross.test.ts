import mapshaper, { type Dataset, type SimplifyOptions } from 'mapshaper';
import { expect, test } from 'vitest';
import { packPolygons } from '#contract/packed-polygons.ts';
import { arcsOf, polygonsOf } from '#geo/arcs.ts';
import { uncross } from '#geo/uncross.ts';

const { internal } = mapshaper;
const toleranceM = 400;

/** Spirals between each other, whose lines cross in many places as soon as corners are left out. */
function tangled(): Dataset {
  const spiral = (turn: number) => {
    const at = (step: number, off: number) => {
      const angle = turn + step / 3;
      const radius = 200 + 60 * step + off + 40 * Math.sin(step * 12.9898 + turn);
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    };
    const out = Array.from({ length: 90 }, (_, step) => at(step, 0));
    const back = Array.from({ length: 90 }, (_, step) => at(89 - step, 120));
    return packPolygons([[[...out, ...back, at(0, 0)]]]);
  };
  const dataset = arcsOf([spiral(0), spiral(1.5), spiral(3.1), spiral(4.6)]);
  const options = { method: 'visvalingam', planar: true, keep_shapes: true, no_repair: true } as const;
  if (dataset.arcs) internal.simplifyPaths(dataset.arcs, internal.getStandardSimplifyOpts(dataset, options));
  dataset.arcs?.setRetainedInterval(toleranceM);
  internal.finalizeSimplification(dataset, options);
  return dataset;
}

function shapesOf({ arcs, layers: [{ shapes }] }: Dataset) {
  return shapes.map((shape) => arcs && polygonsOf(shape, arcs));
}

test('takes back as much as mapshaper does by itself, and leaves nothing that can be taken back', () => {
  const [ours, theirs, untouched] = [tangled(), tangled(), tangled()];
  if (ours.arcs) uncross(ours.arcs, toleranceM);
  internal.finalizeSimplification(theirs, { keep_shapes: true } as SimplifyOptions);
  expect(shapesOf(ours)).toEqual(shapesOf(theirs));
  expect(shapesOf(ours)).not.toEqual(shapesOf(untouched));
});
