import fc from 'fast-check';

/** A condition in both ways of writing, with what it says of a feature: null is "not known". */
export interface Said {
  readonly text: string;
  readonly json: unknown;
  readonly holds: (properties: Record<string, unknown>) => boolean | null;
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
const compareBy = {
  '=': (a: never, b: never) => a === b,
  '<>': (a: never, b: never) => a !== b,
  '<': (a: never, b: never) => a < b,
  '>=': (a: never, b: never) => a >= b,
} as const;
const comparison = <Value extends string | number | boolean>(
  name: string,
  op: keyof typeof compareBy,
  value: Value,
): Said => ({
  text: `${name} ${op} ${typeof value === 'string' ? quoted(value) : String(value)}`,
  json: { op, args: [{ property: name }, value] },
  holds: (properties) => {
    const own = properties[name];
    return own === null ? null : compareBy[op](own as never, value as never);
  },
});

const numbers = fc
  .record({ op: fc.constantFrom('=', '<>', '<', '>='), value: fc.constantFrom(-1, 0, 300, 550.5, 1200) })
  .map(({ op, value }) => comparison('population', op as keyof typeof compareBy, value));
const texts = fc
  .record({
    op: fc.constantFrom('=', '<>'),
    name: fc.constantFrom('code', 'kind', 'name', 'name_en', 'parent_name'),
    value: fc.constantFrom(
      '10000',
      'ward',
      'Xã An Phú',
      `It's 100% "so"_10002`,
      'Huyện Cột 2',
      "'; drop table admin_unit; --",
      '',
    ),
  })
  .map(({ op, name, value }) => comparison(name, op as '=' | '<>', value));
const flags = fc.boolean().map((value) => comparison('demo', '=', value));
const missing = fc.constantFrom('population', 'name_en').map((name): Said => ({
  text: `${name} IS NULL`,
  json: { op: 'isNull', args: [{ property: name }] },
  holds: (properties) => properties[name] === null,
}));
const lists = fc.subarray(['10000', '10101', '10204', '99999'], { minLength: 1 }).map((codes): Said => ({
  text: `code IN (${codes.map(quoted).join(', ')})`,
  json: { op: 'in', args: [{ property: 'code' }, codes] },
  holds: ({ code }) => codes.includes(code as string),
}));
const between = fc.tuple(fc.constantFrom(0, 300), fc.constantFrom(200, 900)).map(([low, high]): Said => ({
  text: `population BETWEEN ${low} AND ${high}`,
  json: { op: 'between', args: [{ property: 'population' }, low, high] },
  holds: ({ population }) =>
    population === null ? null : (population as number) >= low && (population as number) <= high,
}));
const atom = fc.oneof(numbers, texts, flags, missing, lists, between);

/** Filters of communes, with what they say. */
export const { said } = fc.letrec<{ said: Said }>((tie) => ({
  said: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atom,
    tie('said').map(({ text, json, holds }): Said => ({
      text: `NOT (${text})`,
      json: { op: 'not', args: [json] },
      holds: (properties) => {
        const held = holds(properties);
        return held === null ? null : !held;
      },
    })),
    fc.tuple(fc.constantFrom('and', 'or'), tie('said'), tie('said')).map(([op, left, right]): Said => ({
      text: `(${left.text} ${op} ${right.text})`,
      json: { op, args: [left.json, right.json] },
      holds: (properties) => {
        const both = [left.holds(properties), right.holds(properties)];
        const decided = op === 'or';
        if (both.includes(decided)) return decided;
        return both.includes(null) ? null : !decided;
      },
    })),
  ),
}));
