/** Longest name of a field in a shapefile's table. */
const longest = 10;

/**
 * Names as a shapefile can have them: ten characters, each only once. What is longer is cut; where two would then be the
 * same, the later one ends in a number.
 */
export function shortNames(names: readonly string[]): string[] {
  const taken = new Set(names.filter((name) => name.length <= longest));
  return names.map((name) => {
    if (name.length <= longest) return name;
    let short = name.slice(0, longest);
    for (let number = 1; taken.has(short); number++) {
      short = `${name.slice(0, longest - `_${number}`.length)}_${number}`;
    }
    taken.add(short);
    return short;
  });
}
