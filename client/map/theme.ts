/** Colours of the map that are not data: ground, paper, lines and letters. */
export interface MapTheme {
  /** Where no unit is. */
  readonly ground: string;
  /** Units without a colour of their own. */
  readonly paper: string;
  readonly ink: string;
  readonly halo: string;
  /** Around markers and lines, which lie on any colour of the map. */
  readonly casing: string;
  readonly communeLine: string;
  readonly districtLine: string;
  readonly provinceLine: string;
  readonly cursor: string;
  readonly sea: string;
}

export const lightTheme: MapTheme = {
  ground: '#e6eaeb',
  paper: '#fcfcfb',
  ink: '#1b1f24',
  halo: '#fcfcfb',
  casing: '#ffffff',
  communeLine: '#ffffff',
  districtLine: '#4a525b',
  provinceLine: '#1b1f24',
  cursor: '#0b5f63',
  sea: '#3d5a68',
};

export const darkTheme: MapTheme = {
  ground: '#0f1316',
  paper: '#23292e',
  ink: '#f2f4f4',
  halo: '#15181b',
  casing: '#d3dade',
  communeLine: '#15181b',
  districtLine: '#aeb7bd',
  provinceLine: '#eceeee',
  cursor: '#6cc5c1',
  sea: '#9fb6c0',
};

/** How letters are painted: on the palest and the darkest colour of a class alike their halo keeps them apart from it. */
export function letters({ ink, halo }: Pick<MapTheme, 'ink' | 'halo'>) {
  return { 'text-color': ink, 'text-halo-color': halo, 'text-halo-width': 3 } as const;
}
