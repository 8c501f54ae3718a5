import type { Neighbour } from '#contract/admin-units.ts';
import type { Position } from '#contract/common.ts';
import { bearingOfKey, neighbourToward } from './direction.ts';

interface Place {
  readonly code: string;
  readonly point: Position | null;
}

/** The keyboard's place on the map: one unit, which arrow keys move to a neighbour across a shared boundary. */
export class MapCursor {
  #code = $state<string | null>(null);
  readonly #neighboursOf: (code: string) => Promise<readonly Neighbour[]>;

  constructor(neighboursOf: (code: string) => Promise<readonly Neighbour[]>) {
    this.#neighboursOf = neighboursOf;
  }

  get code(): string | null {
    return this.#code;
  }

  place(code: string | null): void {
    this.#code = code;
  }

  /** Moves by an arrow key. Gives the unit reached, or null where nothing lies that way. */
  async move(key: string): Promise<string | null> {
    const bearing = bearingOfKey[key];
    const from = this.#code;
    if (bearing === undefined || from === null) return null;
    const reached = neighbourToward(await this.#neighboursOf(from), bearing);
    // Another key may have moved the cursor while the neighbours were on their way.
    if (reached === null || this.#code !== from) return null;
    this.#code = reached;
    return reached;
  }
}

/** The unit whose point lies nearest to a position: where the cursor starts. Degrees are even enough for that. */
export function nearestUnit(units: Iterable<Place>, [lng, lat]: Position): string | null {
  let best: string | null = null;
  let least = Infinity;
  for (const { code, point } of units) {
    if (point === null) continue;
    const distance = (point[0] - lng) ** 2 + (point[1] - lat) ** 2;
    if (distance < least) [best, least] = [code, distance];
  }
  return best;
}
