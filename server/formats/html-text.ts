/** Signs from U+00A0 on, as HTML 4 names them. */
const latinSigns = (
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para ' +
  'middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave ' +
  'Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc ' +
  'Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc ' +
  'iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'
).split(' ');

const signs = new Map([
  ...latinSigns.map((name, index): [string, string] => [name, String.fromCodePoint(0xa0 + index)]),
  ...Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: ' ',
    ndash: '–',
    mdash: '—',
    hellip: '…',
  }),
]);

/** Text without the names and numbers by which HTML writes signs. */
export function decodeSigns(html: string): string {
  return html.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,8}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return signs.get(name) ?? whole;
      const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex ?? '', 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** One piece of HTML: a tag by its name in lower case, or the text before the next one. */
export type HtmlPiece = { readonly tag: string; readonly closes: boolean } | { readonly text: string };

/** Contents that nobody sees. */
const hidden: ReadonlySet<string> = new Set(['style', 'script', 'title']);

/** The pieces of an HTML text in order, with signs decoded. Takes time by its length, however broken it is. */
export function* piecesOf(html: string): Generator<HtmlPiece> {
  let from = 0;
  let inside: string | null = null;
  // Bounded, and never past the next tag: of a million that do not end, none is looked at twice.
  for (const { 0: whole, 1: slash, 2: name = '', index } of html.matchAll(
    /<(\/?)([a-z][a-z0-9]{0,20})\b[^<>]{0,4000}>/gi,
  )) {
    if (inside === null && index > from) yield { text: decodeSigns(html.slice(from, index)) };
    from = index + whole.length;
    const tag = name.toLowerCase();
    const closes = slash === '/';
    if (inside === null && hidden.has(tag) && !closes) inside = tag;
    else if (inside === tag && closes) inside = null;
    else if (inside === null) yield { tag, closes };
  }
  if (inside === null && from < html.length) yield { text: decodeSigns(html.slice(from)) };
}
