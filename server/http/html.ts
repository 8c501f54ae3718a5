/** Text as it may stand in HTML, in an attribute too. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const style = `body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1b1f24;background:#fff}
a{color:#0b5cad}table{border-collapse:collapse;margin:.5rem 0}th,td{border:1px solid #c9d1d9;padding:.3rem .6rem;text-align:left;vertical-align:top}
th{background:#f3f5f7;font-weight:600}h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}code{font-family:ui-monospace,monospace}
.wide{overflow-x:auto}.wide table{width:max-content}.wide td{max-width:24rem}.record td{overflow-wrap:anywhere}.record th{overflow-wrap:normal}
ul{padding-left:1.2rem;overflow-wrap:anywhere}p,h1,h2{overflow-wrap:break-word}
@media(max-width:40rem){.record,.record>tbody,.record>tbody>tr,.record>tbody>tr>*{display:block}.record>tbody>tr>*{border-width:0 0 1px}}
.note{background:#fff4d6;border:1px solid #d9b44a;padding:.5rem 1rem}nav a{margin-right:1rem}`;

/** A page of its own that needs nothing else, neither script nor file. `body` is HTML; the rest is text. */
export function htmlPage({ title, note, body }: { title: string; note: string | null; body: string }): string {
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><link rel="icon" href="data:,"><style>${style}</style></head>
<body><nav aria-label="API"><a href="/">Bản đồ</a><a href="/api?f=html">API</a><a href="/api/collections?f=html">Lớp dữ liệu</a><a href="/api/docs">Tài liệu</a></nav>
<main><h1>${escapeHtml(title)}</h1>${note === null ? '' : `<p class="note">${escapeHtml(note)}</p>`}${body}</main></body></html>
`;
}

/** Anything that JSON can hold, as tables; links as links. Coordinates are told by their number of points. */
export function htmlOf(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'string') return /^https?:\/\//.test(value) ? anchor({ href: value }) : escapeHtml(value);
  if (Array.isArray(value)) return listOf(value);
  if (!isRecord(value)) return escapeHtml(String(value));
  if (typeof value.href === 'string') return anchor(value);
  const rows = Object.entries(value).map(([name, inner]) => {
    const cell = name === 'coordinates' ? `${countNumbers(inner) / 2} điểm` : htmlOf(inner);
    return `<tr><th scope="row">${escapeHtml(name)}</th><td>${cell}</td></tr>`;
  });
  return recordOf(rows);
}

/** Rows of a name and a value, which stand below each other on a phone. */
export function recordOf(rows: readonly string[]): string {
  return `<table class="record"><tbody>${rows.join('')}</tbody></table>`;
}

/** Rows of equal shape as one table. */
export function htmlTable(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const names = Object.keys(rows[0] ?? {});
  const head = names.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join('');
  const body = rows.map((row) => `<tr>${names.map((name) => `<td>${htmlOf(row[name])}</td>`).join('')}</tr>`);
  return `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

function listOf(values: readonly unknown[]): string {
  if (values.every((value) => typeof value !== 'object')) return escapeHtml(values.join(', '));
  return `<ul>${values.map((value) => `<li>${htmlOf(value)}</li>`).join('')}</ul>`;
}

function anchor({ href, title, rel, type }: Readonly<Record<string, unknown>>): string {
  const address = String(href);
  // Of a relation's address its last word says enough.
  const relation = typeof rel === 'string' ? rel.replace(/^.*\//, '') : rel;
  const words = [relation, type].filter((word) => typeof word === 'string').join(', ');
  // Only addresses of the web and of this host: nothing that runs.
  const safe = /^(https?:\/\/|\/)/.test(address) ? address : '#';
  const text = typeof title === 'string' ? title : address;
  return `<a href="${escapeHtml(safe)}">${escapeHtml(text)}</a>${words === '' ? '' : ` <small>(${escapeHtml(words)})</small>`}`;
}

function countNumbers(value: unknown): number {
  if (!Array.isArray(value)) return typeof value === 'number' ? 1 : 0;
  return value.reduce((sum: number, inner: unknown) => sum + countNumbers(inner), 0);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
