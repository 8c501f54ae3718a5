/** One step of a reading of XML: markup or text. CDATA counts as text. */
const token = /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<[^>]*>|[^<]+/g;
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Gives each placemark of a KML text a number for its name, so that what GDAL reads can be joined with the names,
 * descriptions and ExtendedData that are read here. Keys of `placemarks` are those numbers.
 */
export function numberPlacemarks(kml: string): { text: string; placemarks: Map<string, Record<string, unknown>> } {
  const placemarks = new Map<string, Record<string, unknown>>();
  const text = kml.replace(
    /<Placemark(\s[^>]*)?>([\s\S]*?)<\/Placemark>/g,
    (_, attributes: string | undefined, body: string) => {
      const number = `#${placemarks.size + 1}`;
      placemarks.set(number, fieldsOf(body));
      const geometry = /<(Polygon|MultiGeometry|LineString|Point)[\s>][\s\S]*<\/\1>/.exec(body)?.[0] ?? '';
      return `<Placemark${attributes ?? ''}><name>${number}</name>${geometry}</Placemark>`;
    },
  );
  return { text, placemarks };
}

/** name, description, SchemaData's SimpleData, Data with value, and rows of a table inside the description. */
function fieldsOf(body: string): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  let open: string | null = null;
  let dataName: string | null = null;
  for (const match of body.matchAll(token)) {
    const [part] = match;
    if (part.startsWith('<') && match[1] === undefined) {
      const tag = /^<(\w+)/.exec(part)?.[1];
      const named = /\bname\s*=\s*"([^"]*)"/.exec(part)?.[1] ?? null;
      if (tag === 'Data') dataName = named;
      open =
        tag === 'SimpleData'
          ? named
          : tag === 'value'
            ? dataName
            : tag === 'name' || tag === 'description'
              ? tag
              : null;
    } else if (open !== null) {
      const text = match[1] ?? unescaped(part);
      if (text.trim() !== '') fields[open] = text.trim();
    }
  }
  return { ...tableRows(String(fields.description ?? '')), ...fields };
}

/** Programs write fields into the description as a table of two columns. */
function tableRows(html: string): Record<string, unknown> {
  const rows = html.matchAll(/<td[^>]*>([^<]*)<\/td>\s*<td[^>]*>([^<]*)<\/td>/gi);
  return Object.fromEntries(
    [...rows].map(([, name, value]) => [unescaped(name ?? '').trim(), unescaped(value ?? '').trim()]),
  );
}

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return entities[name] ?? whole;
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex ?? '', 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
