/** Who asks: anybody, or an officer, who sees what lies inside communes of these codes (null: everywhere). */
export type Viewer =
  { readonly kind: 'public' } | { readonly kind: 'officer'; readonly communes: readonly string[] | null };

export const everybody: Viewer = { kind: 'public' };

/** Names those who see the same: what is kept for one viewer is kept under this name and given to no other. */
export function viewerName(viewer: Viewer): string {
  return viewer.kind === 'public' ? 'public' : `officer ${viewer.communes?.toSorted().join(' ') ?? 'everywhere'}`;
}
