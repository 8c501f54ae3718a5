/** Loads the map and MapLibre with it: they come when a map is asked for, not with the page. */
export async function loadMapView() {
  const { default: view } = await import('./MapView.svelte');
  return view;
}
