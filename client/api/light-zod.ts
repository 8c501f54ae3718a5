// Stands for zod in the page (scripts/build/lighter.ts): what the contract uses of it, in a tenth of its bytes. Types are
// zod's own, and tests hold the two to the same answers. It tells where a value is wrong, not everything that is.

interface Issue {
  readonly code: 'custom';
  readonly path: readonly PropertyKey[];
  readonly message: string;
}
type Result = { success: true; data: unknown } | { success: false; error: { issues: readonly Issue[] } };
/** Gives what becomes of a value; adds an issue where it is none of the schema's. */
type Run = (value: unknown, issues: Issue[], path: readonly PropertyKey[]) => unknown;
type Shape = Readonly<Record<string, Schema>>;
type Keys = Readonly<Record<string, true>>;
type Message = string | { readonly message?: string; readonly error?: string } | undefined;

const wordsOf = (message: Message, or: string) =>
  typeof message === 'string' ? message : (message?.message ?? message?.error ?? or);
const wrong = (issues: Issue[], path: readonly PropertyKey[], message: string) =>
  void issues.push({ code: 'custom', path, message });

class Schema {
  /** What `options` of an enum, `shape` of an object and `unwrap()` give. */
  readonly options: readonly unknown[] = [];
  readonly inner: Schema | null = null;

  constructor(
    readonly run: Run,
    /** Whether nothing at all is a value too. */
    readonly takesNothing = false,
  ) {}

  safeParse(value: unknown): Result {
    const issues: Issue[] = [];
    const data = this.run(value, issues, []);
    return issues.length === 0 ? { success: true, data } : { success: false, error: { issues } };
  }

  parse(value: unknown): unknown {
    const result = this.safeParse(value);
    if (!result.success) throw new Error(result.error.issues[0]?.message);
    return result.data;
  }

  nullable(): Schema {
    const run: Run = (value, ...to) => (value === null ? null : this.run(value, ...to));
    return Object.assign(new Schema(run, this.takesNothing), { inner: this });
  }

  optional(): Schema {
    const run: Run = (value, ...to) => (value === undefined ? undefined : this.run(value, ...to));
    return Object.assign(new Schema(run, true), { inner: this });
  }

  default(given: unknown): Schema {
    const run: Run = (value, ...to) => (value === undefined ? structuredClone(given) : this.run(value, ...to));
    return Object.assign(new Schema(run, true), { inner: this });
  }

  unwrap(): Schema {
    return this.inner ?? this;
  }

  array(): Schema {
    return array(this);
  }

  refine(holds: (value: never) => boolean, message?: Message): this {
    return this.also((value) => holds(value as never), wordsOf(message, 'is not valid'));
  }

  transform(make: (value: never, context: { addIssue(issue: string | { message: string }): void }) => unknown): Schema {
    return new Schema((value, issues, path) => {
      const before = issues.length;
      const read = this.run(value, issues, path);
      if (issues.length > before) return read;
      return make(read as never, { addIssue: (issue) => wrong(issues, path, wordsOf(issue, 'is not valid')) });
    }, this.takesNothing);
  }

  pipe(next: Schema): Schema {
    return new Schema((value, issues, path) => {
      const before = issues.length;
      const read = this.run(value, issues, path);
      return issues.length > before ? read : next.run(read, issues, path);
    }, this.takesNothing);
  }

  meta(): this {
    return this;
  }

  describe(): this {
    return this;
  }

  /** The same schema with one more thing that must hold. */
  protected also(holds: (value: unknown) => boolean, message: string): this {
    return this.running((value, issues, path) => {
      const before = issues.length;
      const read = this.run(value, issues, path);
      if (issues.length === before && !holds(read)) wrong(issues, path, message);
      return read;
    });
  }

  protected running(run: Run): this {
    return Object.assign(Object.create(Object.getPrototypeOf(this) as object) as this, this, { run });
  }

  // Of strings, numbers and lists.
  min(least: number, message?: Message): this {
    return this.also((value) => sizeOf(value) >= least, wordsOf(message, `must be at least ${least}`));
  }

  max(most: number, message?: Message): this {
    return this.also((value) => sizeOf(value) <= most, wordsOf(message, `must be at most ${most}`));
  }

  int(message?: Message): this {
    return this.also(Number.isSafeInteger, wordsOf(message, 'must be a whole number'));
  }

  positive(message?: Message): this {
    return this.also((value) => Number(value) > 0, wordsOf(message, 'must be more than 0'));
  }

  regex(pattern: RegExp, message?: Message): this {
    return this.also((value) => pattern.test(String(value)), wordsOf(message, 'has another form'));
  }

  trim(): this {
    return this.running((value, issues, path) => {
      const read = this.run(value, issues, path);
      return typeof read === 'string' ? read.trim() : read;
    });
  }
}

const sizeOf = (value: unknown) => (typeof value === 'string' || Array.isArray(value) ? value.length : Number(value));

class ObjectSchema extends Schema {
  constructor(
    readonly shape: Shape,
    /** What becomes of other keys: a schema reads them, null leaves them out, `never` refuses them. */
    readonly others: Schema | 'never' | null,
  ) {
    super((value, issues, path) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        wrong(issues, path, 'must be an object');
        return value;
      }
      const given = value as Readonly<Record<string, unknown>>;
      const read: Record<string, unknown> = {};
      for (const [key, schema] of Object.entries(shape)) {
        const there = Object.hasOwn(given, key);
        if (!there && !schema.takesNothing) wrong(issues, [...path, key], 'is missing');
        else {
          const found = schema.run(there ? given[key] : undefined, issues, [...path, key]);
          if (there || found !== undefined) read[key] = found;
        }
      }
      if (others === null) return read;
      for (const key of Object.keys(given)) {
        if (Object.hasOwn(shape, key)) continue;
        if (others === 'never') wrong(issues, path, `has an unknown key ${key}`);
        else read[key] = others.run(given[key], issues, [...path, key]);
      }
      return read;
    });
  }

  extend = (more: Shape) => new ObjectSchema({ ...this.shape, ...more }, this.others);
  catchall = (others: Schema) => new ObjectSchema(this.shape, others);
  pick = (keys: Keys) => this.with((key) => key in keys);
  omit = (keys: Keys) => this.with((key) => !(key in keys));
  partial = (keys?: Keys) =>
    this.with(
      () => true,
      (schema, key) => (keys === undefined || key in keys ? schema.optional() : schema),
    );
  required = (keys?: Keys) =>
    this.with(
      () => true,
      (schema, key) => (keys === undefined || key in keys ? schema.unwrap() : schema),
    );
  keyof = () => choice(Object.keys(this.shape));

  private with(keeps: (key: string) => boolean, change = (schema: Schema, _key: string) => schema): ObjectSchema {
    const entries = Object.entries(this.shape).filter(([key]) => keeps(key));
    return new ObjectSchema(
      Object.fromEntries(entries.map(([key, schema]) => [key, change(schema, key)])),
      this.others,
    );
  }
}

const of = (is: (value: unknown) => boolean, message: string) =>
  new Schema((value, issues, path) => {
    if (!is(value)) wrong(issues, path, message);
    return value;
  });

const array = (item: Schema) =>
  new Schema((value, issues, path) => {
    if (Array.isArray(value)) return value.map((each: unknown, index) => item.run(each, issues, [...path, index]));
    wrong(issues, path, 'must be a list');
    return value;
  });

const choice = (options: readonly unknown[]) =>
  Object.assign(
    of((value) => options.includes(value), `must be one of ${options.join(', ')}`),
    { options },
  );

function record(keys: Schema, values: Schema, wantsAll = true): Schema {
  return new Schema((value, issues, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      wrong(issues, path, 'must be an object');
      return value;
    }
    const given = value as Readonly<Record<string, unknown>>;
    // All keys of a choice are wanted.
    for (const key of wantsAll ? keys.options : [])
      if (!Object.hasOwn(given, key as string)) wrong(issues, path, `${String(key)} is missing`);
    return Object.fromEntries(
      Object.entries(given).map(([key, each]) => [
        keys.run(key, issues, [...path, key]),
        values.run(each, issues, [...path, key]),
      ]),
    );
  });
}

function tuple(items: readonly Schema[]): Schema {
  return new Schema((value, issues, path) => {
    if (Array.isArray(value) && value.length === items.length)
      return items.map((item, index) => item.run(value[index], issues, [...path, index]));
    wrong(issues, path, `must be a list of ${items.length}`);
    return value;
  });
}

function union(members: readonly Schema[]): Schema {
  return new Schema((value, issues, path) => {
    for (const member of members) {
      const own: Issue[] = [];
      const read = member.run(value, own, path);
      if (own.length === 0) return read;
    }
    wrong(issues, path, 'is none of what it may be');
    return value;
  });
}

const string = () => of((value) => typeof value === 'string', 'must be a text');
const exists = (day: string) => new Date(`${day.slice(0, 10)}T00:00:00Z`).toJSON()?.slice(0, 10) === day.slice(0, 10);

export const z = {
  string,
  array,
  record: (keys: Schema, values: Schema) => record(keys, values),
  partialRecord: (keys: Schema, values: Schema) => record(keys, values, false),
  tuple,
  union,
  enum: choice,
  discriminatedUnion: (_: string, members: readonly Schema[]) => union(members),
  number: () => of(Number.isFinite, 'must be a number'),
  boolean: () => of((value) => typeof value === 'boolean', 'must be true or false'),
  null: () => of((value) => value === null, 'must be null'),
  unknown: () => new Schema((value) => value),
  literal: (only: unknown) => of((value) => value === only, `must be ${String(only)}`),
  object: (shape: Shape) => new ObjectSchema(shape, null),
  strictObject: (shape: Shape) => new ObjectSchema(shape, 'never'),
  looseObject: (shape: Shape) => new ObjectSchema(shape, z.unknown()),
  uuid: () => string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i),
  iso: {
    date: () =>
      string()
        .regex(/^\d{4}-\d\d-\d\d$/)
        .refine(exists),
    datetime: (_?: { offset?: boolean }) =>
      string()
        .regex(/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/)
        .refine(exists),
  },
};
