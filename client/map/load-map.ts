/** Loads the map and MapLibre with it: they come when a map is asked for, not with the page. */
export async function loadMapView() {
  const { default: view } = await import('./MapView.svelte');
  // Letters of the map's labels must be there before the first label is drawn; Vietnamese ones are a file of their own.
  const families = ['"Be Vietnam Pro"', '"Be Vietnam Pro SemiBold"'];
  await Promise.all(families.map((family) => document.fonts.load(`16px ${family}`, 'Aạếỷđơ').catch(() => [])));
  return view;
}
