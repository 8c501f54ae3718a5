import { getUnitProfile, type Neighbour } from '#contract/admin-units.ts';
import { call } from '#client/api/call.ts';
import { Kept } from '#client/api/kept.ts';
import { newest } from '#client/api/revisions.svelte.ts';
import { rankOf } from '#client/lib/admin-units/rows.ts';
import { MapCursor, nearestUnit } from '#client/map/cursor.svelte.ts';
import type { MapRoom } from '#client/map/map-room.svelte.ts';
import { m } from '#client/text/compiled/messages.js';
import { describeUnit } from './describe-unit.ts';
import type { Frame, Place } from './frame.ts';

/** Walking over the map by keyboard: where one stands, where an arrow leads, and what is said of it. */
export class MapWalk {
  #said = $state('');
  readonly #frame: () => Frame | null;
  readonly #room: MapRoom;
  readonly #selected: () => Place | null;
  readonly #neighbours = new Kept<Promise<readonly Neighbour[]>>(200);
  readonly #cursor = new MapCursor((code) => this.#neighboursOf(code));

  constructor(frame: () => Frame | null, room: MapRoom, selected: () => Place | null) {
    this.#frame = frame;
    this.#room = room;
    this.#selected = selected;
  }

  get code(): string | null {
    return this.#cursor.code;
  }

  /** What the live region reads. */
  get said(): string {
    return this.#said;
  }

  /** Name, value and place of a unit; null where the map shows none of that code. */
  describe(code: string | null): string | null {
    const frame = this.#frame();
    const row = code === null ? undefined : frame?.rows.find((entry) => entry.code === code);
    if (row === undefined || frame === null) return null;
    return describeUnit({ row, measure: frame.measure, rank: rankOf(frame.scopedRows, row.code) });
  }

  place(code: string): void {
    this.#cursor.place(code);
  }

  /** Begins at the selected unit, else at the one in the middle of the map; stays where it is if it stands already. */
  stand(): void {
    const frame = this.#frame();
    if (frame === null || (this.code !== null && frame.units.has(this.code))) return;
    const { units, scope, level } = frame;
    const unit = this.#selected();
    const { center } = this.#room;
    const around = [...units.values()].filter(({ code }) => scope === null || scope.codes.has(code));
    const nearest = center === null ? null : nearestUnit(around, center);
    this.#cursor.place(unit?.level === level ? unit.code : nearest);
  }

  say(words = this.describe(this.code) ?? ''): void {
    this.#said = words;
  }

  async move(key: string): Promise<void> {
    this.stand();
    const reached = await this.#cursor.move(key).catch(() => 'failed' as const);
    if (reached === null || reached === 'failed') {
      this.#said = reached === null ? m.cursor_nothing_there() : m.cursor_failed();
      return;
    }
    const point = this.#frame()?.units.get(reached)?.point;
    if (point) this.#room.reveal(point);
    this.say();
  }

  #neighboursOf(code: string): Promise<readonly Neighbour[]> {
    const at = this.#frame()?.at;
    const key = `${code} ${this.#frame()?.boundaryDate ?? ''} ${String(newest.generation)}`;
    const known = this.#neighbours.get(key);
    if (known) return known;
    const asked = call(getUnitProfile, { params: { code }, query: at === undefined ? {} : { at } }).then(
      ({ neighbours }) => neighbours,
    );
    this.#neighbours.set(key, asked);
    asked.catch(() => this.#neighbours.delete(key));
    return asked;
  }
}
