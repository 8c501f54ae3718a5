import { m } from '#client/text/compiled/messages.js';
import { inLanguage } from '#client/text/format.ts';

/** Options of the command by the field of the form that does the same; each is called as it is labelled. */
const fields: Readonly<Record<string, () => string>> = {
  layer: m.import_layer,
  map: m.import_map,
  crs: m.import_crs,
  encoding: m.import_encoding,
  collection: m.import_collection,
  clean: m.import_clean,
  // Of boundaries: no report of features speaks of it.
  replace: m.import_replace_units,
  succession: m.import_succession,
  decisions: m.import_decisions,
  'skip-refused': m.import_skip_refused,
  'valid-from': m.import_valid_from,
};

/** What a report says, with the fields of the form in the place of the command's options: `--crs EPSG:n` is “Coordinate system”: EPSG:n. */
export function inForm(text: { readonly vi: string; readonly en: string }): string {
  return inLanguage(text).replace(
    /--([a-z][a-z-]*[a-z])( (?=[\p{Lu}"]{2}|[a-z]+-?\d|\p{Lu}\S*=|"))?/gu,
    (whole, name: string, given?: string) => {
      const label = fields[name]?.();
      if (label === undefined) return whole;
      // What stands in brackets behind a label explains it.
      return `“${label.replace(/ \(.*$/, '')}”${given === undefined ? '' : ': '}`;
    },
  );
}
