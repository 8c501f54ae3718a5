/** What the small map of a report draws on. */
export interface MapSetting {
  /** The day whose boundaries are drawn. */
  readonly at: string;
  readonly basemap: string | null;
  readonly language: 'vi' | 'en';
}
