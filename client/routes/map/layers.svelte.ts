import { getUnitProfile } from '#contract/admin-units.ts';
import { getItem, listItems, type CollectionInfo, type Feature } from '#contract/features.ts';
import type { Portal } from '#contract/portal.ts';
import { call } from '#client/api/call.ts';
import { Asked } from '#client/api/asked.svelte.ts';
import { describing, listWholes } from '#client/lib/collections/ask-collections.ts';
import { extentOf, grown, nearest, type Near } from '#client/lib/collections/nearest.ts';
import { layersSentence } from '#client/lib/collections/layer-words.ts';
import type { DrawnCollection, FeatureHit, Seen } from '#client/map/drawn-collection.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatNumber, inLanguage } from '#client/text/format.ts';
import type { Address } from '../address.ts';
import { communesNamed, countAll, filtersOf, layable, namedIn, noNames, noneSeen, totalsOf } from './layer-lists.ts';

/** Around a feature so many metres are searched for others of its kind, further only where too few are found. */
const searched = [400, 2500, 15_000] as const;
const mostNear = 4;
const nearPage = 200;

/** Collections on the map and the feature looked at, worked out from the address and the portal's answers. */
export class Layers {
  readonly #address: () => Address;
  readonly #at: () => string;
  readonly #portal: () => Portal | undefined;
  /** Whether somebody looks for layers: until then the list is not asked for. */
  wanted = $state(false);
  /** What the map shows of each. */
  seen = $state.raw<ReadonlyMap<string, Seen>>(noneSeen);

  constructor(address: () => Address, at: () => string, portal: () => Portal | undefined) {
    this.#address = address;
    this.#at = at;
    this.#portal = portal;
  }

  /** The day that features hold on. */
  get at(): string {
    return this.#at();
  }

  /** What there is to choose among. */
  readonly list = new Asked(
    () => (this.wanted ? true : null),
    (_, signal) => listWholes(signal),
  );
  readonly available = $derived((this.list.reply ?? []).filter(({ level }) => level === null));

  readonly #named = $derived.by(() => namedIn(this.#address()));
  /** All that is known of the collections that the address names. */
  readonly described = new Asked(() => this.#named, describing());
  /** Whether it is known of all collections that the address names what they are, and whether they are any. */
  readonly known = $derived(
    this.#named === null || JSON.stringify(this.described.last?.of) === JSON.stringify(this.#named),
  );
  readonly #byId = $derived(layable(this.described.last?.reply ?? []));

  /** Layers of the address that the portal knows, the topmost first. */
  readonly shown = $derived.by((): DrawnCollection[] => {
    const { layers, filters } = this.#address();
    return layers.flatMap(({ id, opacity }) => {
      const known = this.#byId.get(id);
      return known === undefined ? [] : [{ ...known, opacity, filter: filters[id] ?? null }];
    });
  });

  /** Layers of which the list's number does not hold: on another day, or filtered. */
  readonly #counted = $derived.by(() => {
    const at = this.#at();
    if (at === '') return null;
    const sameDay = at === this.#portal()?.referenceDate;
    const asked = this.shown.flatMap(({ info, filter }) =>
      sameDay && filter === null ? [] : [{ id: info.id, filter }],
    );
    return asked.length === 0 ? null : { at, asked };
  });
  readonly #counts = new Asked(
    () => this.#counted,
    (counted, signal) => countAll(counted, signal),
  );
  /** How many features of each layer hold on the day and meet its filter, where that is known. */
  readonly totals = $derived.by(() => {
    return totalsOf(this.shown, this.#counted, this.#counts.reply);
  });
  /** The layers on the map, in words. */
  readonly sentence = $derived(layersSentence(this.shown, this.seen, this.totals));

  readonly #communesNamed = new Asked(
    () => filtersOf(this.shown),
    (_, signal) => communesNamed(this.shown, signal),
  );
  /** Names of the communes that filters name: a printed sheet has no time to ask for them. */
  readonly communes = $derived(this.#communesNamed.last?.reply ?? noNames);

  /** A collection that the address names; null where there is none, and until it is known. */
  infoOf(id: string): CollectionInfo | null {
    return this.#byId.get(id)?.info ?? null;
  }

  /** What is said of the feature under the pointer. */
  hitWords(hit: FeatureHit | null): string | null {
    const info = hit === null ? undefined : this.#byId.get(hit.collection)?.info;
    if (hit === null || info === undefined) return null;
    const what = hit.id === null ? m.layers_many({ count: formatNumber(hit.count) }) : (hit.title ?? hit.id);
    return `${what}\n${inLanguage(info.titles)}`;
  }

  readonly #item = new Asked(
    () => {
      const { feature } = this.#address();
      return feature === null || this.#at() === '' ? null : { ...feature, at: this.#at() };
    },
    ({ collection, id, at }, signal) =>
      call(getItem, { params: { collectionId: collection, featureId: id }, query: { datetime: at }, signal }),
  );
  /** The feature of the address with its collection, once both are there. */
  readonly feature = $derived.by((): { info: CollectionInfo; feature: Feature } | null => {
    const { feature: asked } = this.#address();
    const known = this.#byId.get(asked?.collection ?? '');
    if (asked === null || known === undefined || this.#item.reply === undefined) return null;
    return { info: known.info, feature: this.#item.reply };
  });
  readonly featureProblem = $derived.by(() => {
    const { feature } = this.#address();
    if (feature === null) return undefined;
    return this.#item.problem ?? (this.infoOf(feature.collection) === null ? this.described.problem : undefined);
  });

  readonly #near = new Asked(
    () =>
      this.feature === null ? null : { collection: this.feature.info.id, id: this.feature.feature.id, at: this.#at() },
    async ({ collection, at }, signal): Promise<Near[]> => {
      const { feature, info } = this.feature ?? {};
      const extent = feature === undefined ? null : extentOf(feature);
      if (feature === undefined || info === undefined || extent === null) return [];
      let found: Near[] = [];
      for (const metres of searched) {
        const bbox = grown(extent, metres).map((edge) => edge.toFixed(6));
        const query = { bbox: bbox.join(','), datetime: at, limit: nearPage, properties: info.titleProperty };
        const page = await call(listItems, { params: { collectionId: collection }, query, signal });
        found = nearest(feature, page.features, mostNear);
        if (found.length === mostNear || page.numberMatched > nearPage) break;
      }
      return found;
    },
  );
  readonly near = $derived(this.#near.reply ?? ([] as Near[]));

  readonly #commune = new Asked(
    () => {
      const feature = this.feature?.feature;
      const code = feature?.properties['commune_code'];
      const until = feature?.communeUntil;
      return typeof code === 'string' && until !== null ? { code, at: until ?? this.#at() } : null;
    },
    ({ code, at }, signal) => call(getUnitProfile, { params: { code }, query: { at }, signal }),
  );
  /** What is asked for beside the list and the feature, which tell of themselves where they stand. */
  readonly others = [this.#counts, this.#communesNamed, this.#near, this.#commune];
  /** The commune that the feature lies in. */
  readonly commune = $derived(this.#commune.reply ?? null);
}
