import { readFileSync } from 'node:fs';

/** How many rows a statement promises: `one` always one, `maybeOne` none or one, `many` any number, `none` no result. */
export type Cardinality = 'one' | 'maybeOne' | 'many' | 'none';

/** A named statement of a `queries.sql`: its text with `$n` in the order of `parameters`. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly parameters: readonly string[];
  readonly rows: Cardinality;
  /** Set where its text is somebody's own: a server keeps every prepared statement for as long as the connection lives. */
  readonly unprepared?: boolean;
}

/**
 * Reads a `queries.sql`. Each statement begins with `-- name: someName -> one|maybeOne|many|none`, then a comment line
 * of purpose; parameters are written `:name`; `complete` may write more into its text. Throws where a heading, a purpose or
 * a name is missing or doubled.
 */
export function loadQueries<Name extends string>(
  url: URL,
  names: readonly Name[],
  complete: (sql: string) => string = (sql) => sql,
): Record<Name, Statement> {
  const prefix = url.pathname.split('/').at(-2) ?? 'sql';
  const found = new Map<string, Statement>();
  for (const block of readFileSync(url, 'utf8').split(/^(?=-- name:)/m)) {
    if (!block.startsWith('-- name:')) continue;
    const [heading = '', purpose = '', ...rest] = block.split('\n');
    const match = /^-- name: (?<name>\w+) -> (?<rows>one|maybeOne|many|none)$/.exec(heading.trim());
    if (!match || !purpose.startsWith('-- ')) throw new Error(`${url.pathname}: bad heading or no purpose: ${heading}`);
    const { name = '', rows } = match.groups ?? {};
    if (found.has(name)) throw new Error(`${url.pathname}: ${name} stands twice`);
    found.set(name, {
      name: `${prefix}.${name}`,
      rows: rows as Cardinality,
      ...numbered(
        complete(
          rest
            .join('\n')
            .replace(/^\s*--.*$/gm, '')
            .trim()
            .replace(/;$/, ''),
        ),
      ),
    });
  }
  const missing = names.filter((name) => !found.has(name));
  const unused = [...found.keys()].filter((name) => !names.some((wanted) => wanted === name));
  if (missing.length + unused.length > 0) {
    throw new Error(`${url.pathname}: missing ${missing.join(', ') || 'none'}; unused ${unused.join(', ') || 'none'}`);
  }
  return Object.fromEntries(found) as Record<Name, Statement>;
}

/** `:name` (but not `::type`) becomes `$n`, each name numbered once. */
export function numbered(sql: string): Pick<Statement, 'text' | 'parameters'> {
  const parameters: string[] = [];
  const text = sql.replace(/(?<![:\w]):([a-z]\w*)/gi, (_, name: string) => {
    if (!parameters.includes(name)) parameters.push(name);
    return `$${parameters.indexOf(name) + 1}`;
  });
  return { text, parameters };
}
