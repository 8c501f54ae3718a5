import type { Level } from '#contract/admin-units.ts';
import type { Position } from '#contract/common.ts';
import type { Outlines } from '#contract/outlines.ts';
import { placeIn, type MapCamera, type Size } from './camera.ts';

/** Half the width of the world in web mercator, in metres. */
const halfWorldM = 20_037_508.342789244;

/** A unit as a path of a picture, in pixels. */
export interface UnitPath {
  readonly code: string;
  readonly d: string;
}

/** The outlines of each level as paths, as a map with a camera draws them. */
export function pathsOf(outlines: Outlines, camera: MapCamera, size: Size): ReadonlyMap<Level, readonly UnitPath[]> {
  const { scale, translate } = outlines.transform;
  const place = placeIn(camera, size);
  const arcs = outlines.arcs.map((steps) => {
    let [x, y] = [0, 0];
    return steps.map(([dx, dy]) => {
      x += dx;
      y += dy;
      const metres: Position = [x * scale[0] + translate[0], y * scale[1] + translate[1]];
      return place([(metres[0] / halfWorldM + 1) / 2, (1 - metres[1] / halfWorldM) / 2]).map(tenth) as [number, number];
    });
  });
  const backwards = new Map<number, Position[]>();
  const arcOf = (index: number): readonly Position[] => {
    if (index >= 0) return arcs[index] ?? [];
    const known = backwards.get(index) ?? [...(arcs[~index] ?? [])].reverse();
    backwards.set(index, known);
    return known;
  };
  /** Each arc begins where the one before it ends. */
  const ringOf = (ring: readonly number[]): string =>
    `M${ring
      .flatMap((index, nth) => arcOf(index).slice(nth === 0 ? 0 : 1))
      .map((at) => at.join(' '))
      .join('L')}Z`;
  return new Map(
    Object.entries(outlines.objects).map(([level, { geometries }]) => [
      level as Level,
      geometries.map(({ arcs: polygons, properties }) => ({
        code: properties.code,
        d: polygons.flat().map(ringOf).join(''),
      })),
    ]),
  );
}

/** A tenth of a pixel is less than anybody sees. */
const tenth = (value: number) => Math.round(value * 10) / 10;

/** Width of a line at a zoom, between the zooms and widths that the live map knows (`Boundaries.svelte`). */
export function widthAt(zoom: number, stops: readonly (readonly [zoom: number, width: number])[]): number {
  const after = stops.findIndex(([at]) => at > zoom);
  const [before, next] = [stops[after - 1], stops[after]];
  if (next === undefined) return stops.at(-1)?.[1] ?? 0;
  if (before === undefined) return next[1];
  return before[1] + ((next[1] - before[1]) * (zoom - before[0])) / (next[0] - before[0]);
}

/**
 * The outlines to draw of a level and day, of those that came to what is asked and those that came last. Others of the same units
 * do meanwhile, but not where a live map takes over (`fleeting`), which would shift; those of other units never.
 */
export function outlinesToDraw(
  came: { readonly reply: Outlines | undefined; readonly last: Outlines | undefined },
  { level, at, fleeting }: { readonly level: Level; readonly at: string; readonly fleeting: boolean },
): Outlines | undefined {
  const { reply, last } = came;
  if (reply !== undefined || fleeting) return reply;
  return last?.level === level && last.at === at ? last : undefined;
}
