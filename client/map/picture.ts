import type { Level } from '#contract/admin-units.ts';
import type { Outlines } from '#contract/outlines.ts';
import { inWorld, placeIn, type MapCamera, type Size } from './camera.ts';
import type { Fill, Pattern } from './fills.ts';
import { islands, seaLabels } from './islands.ts';
import { pathsOf, widthAt } from './outlines.ts';
import { patternImage } from './patterns.ts';
import type { MapTheme } from './theme.ts';

// A picture of the choropleth without MapLibre: the same outlines, colours, patterns and lines, for the same camera. What
// it is of is worked out here once; it is drawn as SVG (Picture.svelte), or into a canvas.

/** What a picture is drawn of. */
export interface PictureOf {
  /** Where it lies: of the level that is coloured. A level that they leave out is not drawn, those above it are. */
  readonly outlines: Outlines;
  readonly fills: ReadonlyMap<string, Fill>;
  readonly theme: MapTheme;
  readonly camera: MapCamera;
  readonly size: Size;
  readonly language: 'vi' | 'en';
  readonly hovered?: string | null;
  readonly cursor?: string | null;
  readonly selected?: { readonly level: Level; readonly code: string } | null;
}

export interface Area {
  readonly code: string;
  readonly d: string;
  readonly colour: string;
  readonly pattern: Pattern | null;
  readonly patternOpacity: number;
}
export interface Line {
  readonly d: string;
  readonly colour: string;
  readonly width: number;
  readonly opacity: number;
}
export interface Dot {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}
export interface Words {
  readonly lines: readonly { readonly text: string; readonly x: number; readonly y: number }[];
  readonly letters: number;
}

/** What lies on the ground of a picture, in pixels: areas, then lines over them, then islands and names of the sea. */
export interface Shapes {
  readonly areas: readonly Area[];
  readonly lines: readonly Line[];
  readonly dots: readonly Dot[];
  readonly words: readonly Words[];
}

/** Widths of the lines of a level by zoom, as those of the live map (`Boundaries.svelte`), from the thinnest. */
// prettier-ignore
const lineWidths = [
  ['commune', 'communeLine', [[6, 0.15], [9, 0.5], [12, 1]]],
  ['district', 'districtLine', [[5, 0.25], [8, 1], [9, 1.25]]],
  ['province', 'provinceLine', [[5, 0.75], [8, 2]]],
] as const;
/** How strong the lines around pale units are, and how large an island is, by zoom, as on the live map. */
// prettier-ignore
const [paleLines, islandRadius] = [[[6, 0], [8, 0.8]], [[4, 1.6], [8, 3.5]]] as const;

/** Works out a picture. */
export function shapesOf(of: PictureOf): Shapes {
  const { outlines, fills, theme, camera, size } = of;
  const paths = pathsOf(outlines, camera, size);
  const units = paths.get(outlines.level) ?? [];
  const join = (each: readonly { readonly d: string }[]) => each.map(({ d }) => d).join('');
  const line = (d: string, colour: string, width: number, opacity = 1): Line => ({ d, colour, width, opacity });

  const lines = lineWidths.flatMap(([level, colour, widths]) => {
    const all = paths.get(level);
    if (all === undefined) return [];
    const own = line(join(all), theme[colour], widthAt(camera.zoom, widths));
    // The live map draws a line from both sides, which a thin one shows.
    const both = [own, own];
    if (level !== 'commune' || outlines.level !== 'commune') return both;
    // White lines between pale units are lost on them.
    const outlined = units.filter(({ code }) => fills.get(code)?.outlined === true);
    const opacity = widthAt(camera.zoom, paleLines);
    return outlined.length === 0 ? both : [...both, line(join(outlined), theme.districtLine, 0.4, opacity)];
  });
  const marks = marksOf(of).flatMap(({ level, code, colour, width }) => {
    const unit = paths.get(level)?.find((each) => each.code === code);
    return unit === undefined ? [] : [line(unit.d, colour, width)];
  });
  return {
    areas: units.map(({ code, d }) => {
      const { colour = theme.paper, pattern = null, dimmed = false } = fills.get(code) ?? {};
      return { code, d, colour, pattern, patternOpacity: dimmed ? 0.25 : 1 };
    }),
    lines: [...lines, ...marks],
    ...seaOf(of),
  };
}

/** Units that stand out. */
function marksOf({ outlines, theme, hovered = null, cursor = null, selected = null }: PictureOf) {
  const mark = (level: Level, code: string | null, colour: string, width: number) =>
    code === null ? [] : [{ level, code, colour, width }];
  return [
    ...mark(outlines.level, hovered, theme.ink, 1.5),
    ...(selected === null ? [] : mark(selected.level, selected.code, theme.halo, 5.5)),
    ...(selected === null ? [] : mark(selected.level, selected.code, theme.ink, 2.5)),
    ...mark(outlines.level, cursor, theme.halo, 7),
    ...mark(outlines.level, cursor, theme.cursor, 4),
  ];
}

/** Biển Đông, Hoàng Sa and Trường Sa where they are in sight: no picture of the country is without them. */
function seaOf({ camera, size, language }: PictureOf): Pick<Shapes, 'dots' | 'words'> {
  const place = placeIn(camera, size);
  const [aside, above] = [200, 100];
  const inSight = ({ coordinates: [lng = 0, lat = 0] }: { coordinates: number[] }) => {
    const [x, y] = place(inWorld([lng, lat]));
    return x > -aside && y > -above && x < size.width + aside && y < size.height + above ? [{ x, y }] : [];
  };
  const radius = widthAt(camera.zoom, islandRadius);
  return {
    dots: islands.features.flatMap(({ geometry }) => inSight(geometry).map((at) => ({ ...at, radius }))),
    words: seaLabels(language).features.flatMap(({ geometry, properties }) =>
      inSight(geometry).map(({ x, y }) => {
        const letters = properties?.['kind'] === 'sea' ? 17 : 12;
        const texts = String(properties?.['name']).split('\n');
        const lift = (index: number) => (index - (texts.length - 1) / 2) * letters * 1.2;
        return { letters, lines: texts.map((text, index) => ({ text, x, y: y + lift(index) })) };
      }),
    ),
  };
}

/** Draws a picture into a canvas whose units are pixels of the page. */
export function paint(paper: CanvasRenderingContext2D, { theme, size }: PictureOf, shapes: Shapes): void {
  paper.lineJoin = paper.lineCap = 'round';
  paper.fillStyle = theme.ground;
  paper.fillRect(0, 0, size.width, size.height);
  const made = new Map<Pattern, CanvasPattern | string>();
  for (const { d, colour, pattern, patternOpacity } of shapes.areas) {
    const path = new Path2D(d);
    paper.fillStyle = colour;
    paper.fill(path, 'evenodd');
    if (pattern === null) continue;
    paper.globalAlpha = patternOpacity;
    const known = made.get(pattern) ?? patternOf(paper, pattern);
    made.set(pattern, known);
    paper.fillStyle = known;
    paper.fill(path, 'evenodd');
    paper.globalAlpha = 1;
  }
  for (const { d, colour, width, opacity } of shapes.lines) {
    paper.globalAlpha = opacity;
    paper.strokeStyle = colour;
    paper.lineWidth = width;
    paper.stroke(new Path2D(d));
  }
  paper.globalAlpha = 1;
  paper.lineWidth = 1;
  paper.fillStyle = theme.paper;
  paper.strokeStyle = theme.provinceLine;
  for (const { x, y, radius } of shapes.dots) {
    const dot = new Path2D();
    dot.arc(x, y, radius, 0, 2 * Math.PI);
    paper.fill(dot);
    paper.stroke(dot);
  }
  paper.textAlign = 'center';
  paper.textBaseline = 'middle';
  paper.lineWidth = 2.4;
  paper.fillStyle = theme.sea;
  paper.strokeStyle = theme.halo;
  for (const { letters, lines } of shapes.words) {
    paper.font = `${letters}px "Be Vietnam Pro", sans-serif`;
    for (const { text, x, y } of lines) {
      paper.strokeText(text, x, y);
      paper.fillText(text, x, y);
    }
  }
}

function patternOf(paper: CanvasRenderingContext2D, name: Pattern): CanvasPattern | string {
  const image = patternImage(name);
  if (image === null) return 'transparent';
  const square = document.createElement('canvas');
  [square.width, square.height] = [image.width, image.height];
  square.getContext('2d')?.putImageData(new ImageData(image.data as ImageDataArray, image.width), 0, 0);
  const pattern = paper.createPattern(square, 'repeat');
  // Drawn at twice the size that it shows at.
  pattern?.setTransform(new DOMMatrix().scale(0.5));
  return pattern ?? 'transparent';
}
