const oldestPostgres = 15;
const oldestPostgis = [3, 3] as const;

export interface ServerVersions {
  /** `server_version_num`, for instance 150018. */
  readonly server: number;
  /** PostGIS as installed in the database, or as the server offers it; null where it has none. */
  readonly postgis: string | null;
}

/** Why a database server will not do, as one sentence with what to do; null where it will. */
export function faultOf({ server, postgis }: ServerVersions): string | null {
  const major = Math.floor(server / 10_000);
  if (major < oldestPostgres) {
    return `The database is PostgreSQL ${major}: the portal needs ${oldestPostgres} or newer.`;
  }
  if (postgis === null) {
    return `PostGIS is missing on the database server: install it there (Debian: postgresql-${major}-postgis-3) and start again.`;
  }
  const [first = 0, second = 0] = postgis.split('.').map(Number);
  if (first < oldestPostgis[0] || (first === oldestPostgis[0] && second < oldestPostgis[1])) {
    return `The database has PostGIS ${postgis}: the portal needs ${oldestPostgis.join('.')} or newer.`;
  }
  return null;
}
