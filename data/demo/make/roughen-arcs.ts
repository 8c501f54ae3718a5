import { bend } from './bend.ts';
import { drawRandom } from './draw-random.ts';
import { areaOf, at, between, densify, distance, lengthOf, nearestOnSegment } from './geometry.ts';
import type { Point } from './geometry.ts';
import { outside } from './trace-arcs.ts';
import type { Arc } from './trace-arcs.ts';

/** Distance between the knots that are displaced; detail smaller than this comes from the curve through them. */
const knotStepM = 260;
/** Positions drawn on the curve for each step between knots: one every 90 m or so. */
const curveSteps = 3;
/** No knot leaves its line by more than this share of the room to the next line, so that lines cannot meet. */
const roomShare = 0.42;

/** A line before it is roughened: knots at equal distance, the direction across it, and the room at each knot. */
interface Course {
  readonly base: readonly Point[];
  readonly knots: readonly Point[];
  readonly across: readonly Point[];
  readonly roomM: readonly number[];
  readonly stepM: number;
}

/** Weighted mean with both neighbours, `passes` times; the ends stay. Rounds off corners sharper than the step. */
function smooth(line: readonly Point[], passes: number): Point[] {
  let current = [...line];
  for (let pass = 0; pass < passes; pass++) {
    current = current.map((p, i) => {
      const [before, after] = [current[i - 1], current[i + 1]];
      if (!before || !after) return p;
      return [(before[0] + 2 * p[0] + after[0]) / 4, (before[1] + 2 * p[1] + after[1]) / 4];
    });
  }
  return current;
}

/** Positions at equal distances along a line, ends included. */
function resample(line: readonly Point[], pieces: number): Point[] {
  const step = lengthOf(line) / pieces;
  const positions: Point[] = [at(line, 0)];
  let walked = 0;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [at(line, i - 1), at(line, i)];
    const length = distance(a, b);
    while (positions.length < pieces && walked + length >= positions.length * step) {
      positions.push(between(a, b, (positions.length * step - walked) / length));
    }
    walked += length;
  }
  return [...positions, at(line, line.length - 1)];
}

/** Unit vectors to the left of a line at each of its positions. */
function acrossOf(line: readonly Point[]): Point[] {
  return line.map((p, i) => {
    const [a, b] = [line[i - 1] ?? p, line[i + 1] ?? p];
    const length = distance(a, b);
    return [-(b[1] - a[1]) / length, (b[0] - a[0]) / length];
  });
}

/** The bent lines of all arcs with the room between them; metres on the map's plane. */
export function layCourses(arcs: readonly Arc[]): Course[] {
  const lines = arcs.map(({ line, right }) => {
    const bent = densify(line, 300).map(bend);
    // The outline comes on a grid of 0.01 degrees, whose corners would show.
    return { bent, base: right === outside ? smooth(bent, 6) : bent };
  });
  return lines.map(({ bent, base }, own) => {
    const pieces = Math.max(4, Math.round(lengthOf(base) / knotStepM));
    const knots = resample(base, pieces);
    const roomM = knots.map((knot) => {
      let room = 4000;
      lines.forEach(({ base: other }, index) => {
        if (index === own) return;
        // Vertices lie 300 m apart: whole stretches that are far away are passed over.
        for (let i = 1; i < other.length;) {
          const far = distance(knot, at(other, i)) - 300;
          if (far > room) {
            i += Math.max(1, Math.floor((far - room) / 300));
            continue;
          }
          room = Math.min(room, distance(knot, nearestOnSegment(knot, at(other, i - 1), at(other, i))));
          i++;
        }
      });
      return room;
    });
    return { base: bent, knots, across: acrossOf(knots), roomM, stepM: lengthOf(base) / pieces };
  });
}

/** Fractal offsets (m, to the left) at the knots: each midpoint leaves the mean of its ends by a part of their distance. */
function offsetsOf(course: Course, roughness: number, label: string): number[] {
  const random = drawRandom(label);
  const offsets = new Array<number>(course.knots.length).fill(0);
  const split = (low: number, high: number): void => {
    if (high - low < 2) return;
    const middle = Math.floor((low + high) / 2);
    const spanM = (high - low) * course.stepM;
    // Long lines bend by less for their length: watersheds and rivers keep their course.
    const amplitudeM = (roughness * 0.27 * spanM) / (1 + spanM / 12000);
    offsets[middle] = (at(offsets, low) + at(offsets, high)) / 2 + (2 * random() - 1) * amplitudeM;
    split(low, middle);
    split(middle, high);
  };
  split(0, offsets.length - 1);
  return offsets.map((offset, i) => {
    const limit = roomShare * at(course.roomM, i);
    return limit <= 0 ? 0 : limit * Math.tanh(offset / limit);
  });
}

/** Catmull-Rom curve through the displaced knots. */
function drawCurve(course: Course, offsets: readonly number[]): Point[] {
  const knots = course.knots.map(([x, y], i): Point => {
    const [nx, ny] = at(course.across, i);
    return [x + nx * at(offsets, i), y + ny * at(offsets, i)];
  });
  const curve: Point[] = [];
  for (let i = 0; i + 1 < knots.length; i++) {
    const [b, c] = [at(knots, i), at(knots, i + 1)];
    const [a, d] = [knots[i - 1] ?? b, knots[i + 2] ?? c];
    const along = (t: number, axis: 0 | 1): number =>
      b[axis] +
      0.5 *
        t *
        (c[axis] -
          a[axis] +
          t * (2 * a[axis] - 5 * b[axis] + 4 * c[axis] - d[axis] + t * (3 * (b[axis] - c[axis]) + d[axis] - a[axis])));
    for (let k = 0; k < curveSteps; k++) curve.push([along(k / curveSteps, 0), along(k / curveSteps, 1)]);
  }
  return [...curve, at(knots, knots.length - 1)];
}

/**
 * One arc as a natural-looking line. It takes from one side what it gives to the other, so that the areas that were
 * fitted before stay as they were. `calm` in (0, 1] flattens a line that met another one.
 */
export function roughenArc(arc: Arc, course: Course, calm: number): Point[] {
  const label = `${arc.left}|${arc.right}|${arc.from}`;
  const own = drawRandom(`roughness ${label}`)();
  // Shores are smoother than the watersheds of the land boundary; inner lines are of every kind.
  const roughness = calm * (arc.right === outside ? 0.45 + 0.25 * own : 0.6 + 0.8 * own);
  const offsets = offsetsOf(course, roughness, label);
  const bump = course.roomM.map(
    (roomM, i) => Math.min(roomM, 1500) * Math.sin((Math.PI * i) / (course.roomM.length - 1)),
  );
  const bumpAreaM2 = bump.reduce((sum, value) => sum + value, 0) * course.stepM;
  const back = [...course.base].reverse();
  for (let round = 0; round < 8 && bumpAreaM2 > 0; round++) {
    // Walking out along the curve and back along the base encloses what went to the right, counter-clockwise.
    const movedLeftM2 = -areaOf([...drawCurve(course, offsets), ...back]);
    const push = movedLeftM2 / bumpAreaM2;
    bump.forEach((value, i) => (offsets[i] = at(offsets, i) - push * value));
  }
  return drawCurve(course, offsets);
}
