import type { Measure } from '#contract/measures.ts';

export type Pattern = 'hatch' | 'dots' | 'cross';

/** How one unit is filled. Dimming is mixed into the colour, so that the map needs no second opacity. */
export interface Fill {
  readonly colour: string;
  readonly pattern: Pattern | null;
  readonly dimmed: boolean;
  /** Plain paper or a pale colour: the white lines between units would be lost on it. */
  readonly outlined: boolean;
}

interface ClassLook {
  /** Null where paper shows. */
  readonly colour: string | null;
  readonly pattern: Pattern | null;
}

/** While nothing is known. */
export const noFills: ReadonlyMap<string, Fill> = new Map();

/** Colour and pattern of a class of a measure: none of units outside the programme, a hatch of units without a value. */
export function classLook({ classes }: Pick<Measure, 'classes'>, id: string): ClassLook {
  const entry = classes.find((each) => each.id === id);
  if (entry !== undefined) return { colour: entry.colour, pattern: entry.pattern };
  return { colour: null, pattern: id === 'notAssessed' ? 'hatch' : id === 'reached' ? 'dots' : null };
}

/** What decides how units are filled: all that the legend, the filter and the drill-down say. */
export interface FillRule {
  readonly measure: Measure;
  /** Class id by unit code. */
  readonly classes: ReadonlyMap<string, string>;
  /** Units whose values are worked out of parts of others: they are dotted. */
  readonly estimated: Readonly<Record<string, unknown>> | undefined;
  /** Classes to show; empty means all. */
  readonly shown: readonly string[];
  /** Units of the unit that was drilled into; others are dimmed, not hidden. Null means all. */
  readonly scope: ReadonlySet<string> | null;
  /** Colour of units without a class colour. */
  readonly paper: string;
  /** Colour that dimmed units fade to: a pale class colour would be taken for another class. */
  readonly ground: string;
}

/** The fill of every unit that has a class. */
export function fillsOf({ measure, classes, estimated, shown, scope, paper, ground }: FillRule): Map<string, Fill> {
  const looks = new Map([...new Set(classes.values())].map((id) => [id, classLook(measure, id)]));
  const fills = new Map<string, Fill>();
  for (const [code, id] of classes) {
    const dimmed = (shown.length > 0 && !shown.includes(id)) || (scope !== null && !scope.has(code));
    const { colour: own = null, pattern = null } = looks.get(id) ?? {};
    const colour = own ?? paper;
    fills.set(code, {
      colour: dimmed ? mix(colour, ground, 0.92) : colour,
      pattern: estimated?.[code] === undefined ? pattern : 'dots',
      dimmed,
      outlined: own === null || (!dimmed && isPale(own)),
    });
  }
  return fills;
}

/** Whether white hardly stands out from a `#rrggbb` colour: a contrast under 1.6 by WCAG's relative luminance. */
function isPale(colour: string): boolean {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) < 1.6;
}

/** The colour `share` of the way from one `#rrggbb` to another. */
export function mix(from: string, to: string, share: number): string {
  const channels = [1, 3, 5].map((at) => {
    const a = parseInt(from.slice(at, at + 2), 16);
    const b = parseInt(to.slice(at, at + 2), 16);
    return Math.round(a + (b - a) * share)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${channels.join('')}`;
}
