/**
 * Fetches what a person may want next, once the map stands: a first visit waits for none of it, and it is there when the
 * network is not. What does not come now is fetched when it is wanted, and told where it fails then.
 */
export function fetchNext(): void {
  void Promise.allSettled([
    import('./amend-measure.ts'),
    import('./UnitPanel.svelte'),
    import('./CompareSwipe.svelte'),
    import('./FeaturePanel.svelte'),
    import('./PrintSheet.svelte'),
    import('./TablePanel.svelte'),
    import('./DrawingTools.svelte'),
    import('#client/map/Picture.svelte'),
    import('#client/lib/collections/LayerCatalogue.svelte'),
    import('#client/lib/collections/ShownLayer.svelte'),
    import('#client/lib/history/ChangesRows.svelte'),
    import('#client/lib/measures/ClassChart.svelte'),
  ]);
}
