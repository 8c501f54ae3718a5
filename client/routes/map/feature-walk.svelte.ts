import { featuresInView, stepFrom, type FeatureInView } from '#client/map/features-in-view.ts';
import type { MapRoom } from '#client/map/map-room.svelte.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatNumber, inLanguage } from '#client/text/format.ts';
import type { Layers } from './layers.svelte.ts';

/** Walking by keyboard over the features of the layers that the map shows, from west to east. */
export class FeatureWalk {
  #here = $state.raw<FeatureInView | null>(null);
  /** Whether the map still stands as it did when the feature was reached. */
  #still = $state(false);
  readonly #layers: () => Layers;
  readonly #room: MapRoom;
  readonly #say: (words: string) => void;

  constructor(layers: () => Layers, room: MapRoom, say: (words: string) => void) {
    this.#layers = layers;
    this.#room = room;
    this.#say = say;
  }

  /** The feature that one stands on; none when its layer has been taken away. */
  readonly here = $derived.by(() =>
    this.#layers().shown.some(({ info }) => info.id === this.#here?.collection) ? this.#here : null,
  );
  /** Where its name can be written. */
  readonly spot = $derived(this.#still ? (this.here?.spot ?? null) : null);

  leave(): void {
    this.#here = null;
  }

  /** Goes to the next feature in view or to the one before it, and says which it is; or why there is none. */
  async move(steps: 1 | -1): Promise<void> {
    const { shown, list } = this.#layers();
    if (shown.length === 0) return this.#say(list.waiting ? m.loading() : m.feature_walk_no_layer());
    const picture = await this.#room.picture();
    if (picture === null) return;
    const { features, gathered, whole } = featuresInView(picture.map, shown, picture.part);
    const nearer =
      gathered.length === 0
        ? ''
        : m.feature_walk_nearer({ layers: gathered.map(({ titles }) => inLanguage(titles)).join(', ') });
    const first = this.here === null;
    const place = stepFrom(features, this.here, steps);
    const reached = place === null ? undefined : features[place];
    this.#here = reached ?? null;
    if (place === null || reached === undefined) return this.#say(nearer === '' ? m.feature_walk_nothing() : nearer);
    this.#still = true;
    picture.map.once('movestart', () => (this.#still = false));
    const feature = (this.#layers().hitWords(reached) ?? reached.id).replace('\n', ', ');
    // Of tiles that leave features out neither place nor number would be true.
    const words = whole
      ? m.feature_walk_said({ feature, place: formatNumber(place + 1), of: formatNumber(features.length) })
      : m.feature_walk_said_nearer({ feature });
    this.#say(first ? `${words} ${nearer}`.trim() : words);
  }
}
