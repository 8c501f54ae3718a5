const inName = /towgs84[=_ ]*([-\d.,_ eE+]+)\)?$/i;

/**
 * The shifts to WGS 84 that can stand in the name of a datum: PROJ calls one that has no name "Unknown based on WGS84
 * ellipsoid using towgs84=-191.9,-39.3,...". A .prj and a File Geodatabase have "_" for its commas and its points, so that
 * several readings may be possible. Null where the name has none.
 */
export function shiftsOfName(name: string): readonly (readonly number[])[] | null {
  if (!/towgs84/i.test(name)) return null;
  const written = inName.exec(name)?.[1]?.trim() ?? '';
  const parts = written.split(/[_,\s]+/).filter((part) => part !== '');
  return [3, 7].flatMap((count) => readings(parts, count));
}

/** Every way to read parts as so many numbers: a part without a sign may be what stands behind the point of the one before. */
function readings(parts: readonly string[], count: number): number[][] {
  const [whole, fraction] = parts;
  if (count === 0 || whole === undefined) return count === 0 && whole === undefined ? [[]] : [];
  if (parts.length < count || parts.length > 2 * count) return [];
  const begin = (text: string, used: number) => {
    const value = Number(text);
    return Number.isFinite(value) ? readings(parts.slice(used), count - 1).map((rest) => [value, ...rest]) : [];
  };
  const joined = /^[-+]?\d+$/.test(whole) && fraction !== undefined && /^\d/.test(fraction);
  return [...(joined ? begin(`${whole}.${fraction}`, 2) : []), ...begin(whole, 1)];
}
