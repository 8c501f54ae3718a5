import { getUnitProfile, type Neighbour } from '#contract/admin-units.ts';
import { call } from '#client/api/call.ts';
import { Kept } from '#client/api/kept.ts';
import { rankOf } from '#client/lib/admin-units/rows.ts';
import { MapCursor, nearestUnit } from '#client/map/cursor.svelte.ts';
import type { MapRoom } from '#client/map/map-room.svelte.ts';
import { m } from '#client/text/compiled/messages.js';
import type { Address } from '../address.ts';
import type { Atlas } from './atlas.svelte.ts';
import { describeUnit } from './describe-unit.ts';

/** Walking over the map by keyboard: where one stands, where an arrow leads, and what is said of it. */
export class MapWalk {
  #said = $state('');
  readonly #atlas: () => Atlas;
  readonly #room: MapRoom;
  readonly #address: () => Address;
  readonly #neighbours = new Kept<Promise<readonly Neighbour[]>>(200);
  readonly #cursor = new MapCursor((code) => this.#neighboursOf(code));

  constructor(atlas: () => Atlas, room: MapRoom, address: () => Address) {
    this.#atlas = atlas;
    this.#room = room;
    this.#address = address;
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
    const { rows, shown, scopedRows } = this.#atlas();
    const row = code === null ? undefined : rows.find((entry) => entry.code === code);
    if (row === undefined || shown === null) return null;
    return describeUnit({ row, measure: shown.measure, rank: rankOf(scopedRows, row.code) });
  }

  place(code: string): void {
    this.#cursor.place(code);
  }

  /** Begins at the selected unit, else at the one in the middle of the map; stays where it is if it stands already. */
  stand(): void {
    const { unitsByCode, scope, level } = this.#atlas();
    if (this.code !== null && unitsByCode.has(this.code)) return;
    const { unit } = this.#address();
    const center = this.#room.map?.getCenter();
    const around = [...unitsByCode.values()].filter(({ code }) => scope === null || scope.has(code));
    const nearest = center ? nearestUnit(around, [center.lng, center.lat]) : null;
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
    const point = this.#atlas().unitsByCode.get(reached)?.point;
    if (point) this.#room.reveal(point);
    this.say();
  }

  #neighboursOf(code: string): Promise<readonly Neighbour[]> {
    const { at, boundaryDate } = this.#atlas();
    const key = `${code} ${boundaryDate}`;
    const known = this.#neighbours.get(key);
    if (known) return known;
    const asked = call(getUnitProfile, { params: { code }, query: at === '' ? {} : { at } }).then(
      ({ neighbours }) => neighbours,
    );
    this.#neighbours.set(key, asked);
    asked.catch(() => this.#neighbours.delete(key));
    return asked;
  }
}
