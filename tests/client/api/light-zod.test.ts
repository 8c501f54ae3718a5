import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { z as zod } from 'zod';
import * as lightZod from '#client/api/light-zod.ts';
import { endpoints } from '#contract/endpoints.ts';

type Zod = typeof zod;
// In the page the one stands for the other.
const { z: light } = lightZod as { z: unknown } as { z: Zod };

/** Every way in which the contract makes a schema. */
const schemas: Readonly<
  Record<string, (z: Zod) => { safeParse(value: unknown): { success: boolean; data?: unknown } }>
> = {
  text: (z) => z.string().trim().min(1).max(5),
  form: (z) => z.string().regex(/^a+$/),
  number: (z) => z.number().min(-2).max(2),
  whole: (z) => z.number().int().positive(),
  yes: (z) => z.boolean(),
  only: (z) => z.literal(1),
  choice: (z) => z.enum(['a', 'b']),
  day: (z) => z.iso.date(),
  moment: (z) => z.iso.datetime({ offset: true }),
  id: (z) => z.uuid(),
  nothing: (z) => z.null(),
  list: (z) => z.array(z.number()).min(1).max(2),
  pair: (z) => z.tuple([z.number(), z.string()]),
  object: (z) => z.object({ a: z.number(), b: z.string().optional(), c: z.boolean().nullable().default(null) }),
  strict: (z) => z.strictObject({ a: z.number().optional() }),
  loose: (z) => z.looseObject({ a: z.number() }),
  rest: (z) => z.object({ a: z.number() }).catchall(z.string()),
  grown: (z) => z.object({ a: z.number() }).extend({ b: z.string() }),
  picked: (z) => z.object({ a: z.number(), b: z.string() }).pick({ a: true }),
  omitted: (z) => z.object({ a: z.number(), b: z.string() }).omit({ a: true }),
  partial: (z) => z.object({ a: z.number(), b: z.string() }).partial().required({ a: true }),
  keys: (z) => z.object({ a: z.number(), b: z.string() }).keyof(),
  unwrapped: (z) => z.array(z.string()).default([]).unwrap(),
  record: (z) => z.record(z.string(), z.number()),
  some: (z) => z.partialRecord(z.enum(['a', 'b']), z.number()),
  counts: (z) => z.record(z.enum(['a', 'b']), z.number()),
  either: (z) => z.union([z.number(), z.object({ a: z.number() })]),
  kinds: (z) =>
    z.discriminatedUnion('a', [z.object({ a: z.literal(1) }), z.object({ a: z.literal('b'), b: z.null() })]),
  read: (z) => z.string().regex(/^\d+$/).transform(Number).pipe(z.number().max(3)),
  refined: (z) => z.number().refine((value) => value !== 1, 'not one'),
  refused: (z) =>
    z.string().transform((text, context) => {
      if (text === 'a') context.addIssue({ code: 'custom', message: 'no' });
      return text.length;
    }),
  open: (z) => z.object({ a: z.unknown() }),
};

const leaf = fc.oneof(
  fc.constantFrom('', ' a ', 'a', 'aaa', 'b', '1', '7', '2024-10-31', '2023-02-29', '2024-10-31T10:00:00+07:00'),
  fc.constantFrom('2023-02-29T10:00:00Z', '6b1f3b8e-6a53-4c43-9d4e-2f8c0c9f3a11', '6b1f3b8e'),
  fc.constantFrom<unknown>(null, undefined, true, 0, 1, 2, 2.5, -3, Number.NaN, Infinity, 2 ** 60),
);
const value: fc.Arbitrary<unknown> = fc.oneof(
  leaf,
  fc.array(leaf, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), leaf, { maxKeys: 3 }),
);

test.each(Object.entries(schemas))('%s: both take the same values and give the same', (_, make) => {
  const [one, other] = [make(zod), make(light)];
  fc.assert(
    fc.property(value, (given) => {
      const [expected, found] = [one.safeParse(given), other.safeParse(given)];
      expect(found.success, JSON.stringify(given)).toBe(expected.success);
      if (expected.success) expect(found.data).toEqual(expected.data);
    }),
    { numRuns: 300 },
  );
});

test('a value that is wrong is told with its place', () => {
  const read = light.object({ items: light.array(light.object({ code: light.string() })) });
  const found = read.safeParse({ items: [{ code: 'a' }, { code: 1 }] });
  expect(found.success ? null : found.error.issues[0]).toMatchObject({
    path: ['items', 1, 'code'],
    message: 'must be a text',
  });
});

test('the whole contract is made by it', async () => {
  vi.resetModules();
  vi.doMock('zod', () => ({ z: light }));
  try {
    const { endpoints: lightly } = await import('#contract/endpoints.ts');
    expect(lightly.map(({ id }) => id)).toEqual(endpoints.map(({ id }) => id));
    const portal = {
      title: { vi: 'Bản đồ', en: 'Map' },
      demo: true,
      referenceDate: '2024-10-31',
      lastDate: '2026-10-31',
      extent: [108, 12, 109, 13],
      counts: { province: 1, district: 9, commune: 110 },
      levels: { province: { from: '2020-11-01', until: null, most: 1 } },
      boundaryDates: ['2020-11-01'],
      basemap: null,
      acceptsImports: true,
      version: '0.1.0',
    };
    const reply = lightly.find(({ id }) => id === 'getPortal')?.reply;
    expect(reply?.safeParse(portal)).toMatchObject({ success: true, data: portal });
    expect(reply?.safeParse({ ...portal, counts: { province: 1 } })).toMatchObject({ success: false });
  } finally {
    vi.doUnmock('zod');
    vi.resetModules();
  }
});
