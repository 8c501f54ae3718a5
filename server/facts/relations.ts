import { readFileSync } from 'node:fs';

const files = ['units', 'moves', 'declared', 'recognised', 'given', 'groups'] as const;

/** A named piece of SQL: a relation or a condition, with `{parameter}` where its arguments go. */
interface Relation {
  readonly parameters: readonly string[];
  readonly text: string;
}

const relations = new Map(files.flatMap(readRelations));

/**
 * Writes what holds of units into a statement: each `facts.name(argument, ...)` becomes the relation of that name in
 * parentheses, with the arguments in their places. So there is one text of each, the planner sees through it, and a
 * database keeps no copy that could grow old. Throws for a name that there is not and a wrong number of arguments.
 */
export function withFacts(sql: string): string {
  const call = /\bfacts\.(\w+)\(/.exec(sql);
  if (!call) return sql;
  const [opening, name = ''] = call;
  const from = call.index + opening.length;
  const { texts, end } = argumentsFrom(sql, from);
  const relation = relations.get(name);
  if (!relation) throw new Error(`there is no relation facts.${name}`);
  if (texts.length !== relation.parameters.length) {
    throw new Error(`facts.${name} takes (${relation.parameters.join(', ')}) and got (${texts.join(', ')})`);
  }
  const body = relation.text.replace(/\{(\w+)\}/g, (_, parameter: string) => {
    const text = texts[relation.parameters.indexOf(parameter)];
    if (text === undefined) throw new Error(`facts.${name} has no parameter ${parameter}`);
    return text;
  });
  return `${sql.slice(0, call.index)}(${withFacts(body)})${withFacts(sql.slice(end))}`;
}

/** The arguments of a call whose parenthesis opens just before `from`, and where the call ends. */
function argumentsFrom(sql: string, from: number): { texts: string[]; end: number } {
  const texts: string[] = [];
  let depth = 0;
  let start = from;
  for (let at = from; at < sql.length; at++) {
    const letter = sql[at];
    if (letter === '(') depth++;
    else if (letter === ')' && depth > 0) depth--;
    else if (letter === ')' || (letter === ',' && depth === 0)) {
      const text = sql.slice(start, at).trim();
      if (text !== '') texts.push(text);
      if (letter === ')') return { texts, end: at + 1 };
      start = at + 1;
    }
  }
  throw new Error(`a call of facts is not closed: ${sql.slice(from, from + 60)}`);
}

/** A file's relations: each begins with `-- relation: name(parameter, ...)` and a comment of purpose. */
function readRelations(file: (typeof files)[number]): [string, Relation][] {
  const text = readFileSync(new URL(`./relations/${file}.sql`, import.meta.url), 'utf8');
  return text
    .split(/^(?=-- relation:)/m)
    .slice(1)
    .map((block) => {
      const [heading = '', purpose = '', ...rest] = block.split('\n');
      const match = /^-- relation: (\w+)\(([\w, ]*)\)$/.exec(heading);
      if (!match || !purpose.startsWith('-- ')) throw new Error(`${file}.sql: bad heading or no purpose: ${heading}`);
      const [, name = '', list = ''] = match;
      const body = rest
        .join('\n')
        .replace(/^\s*--.*$/gm, '')
        .trim();
      return [name, { parameters: list === '' ? [] : list.split(', '), text: body }];
    });
}
