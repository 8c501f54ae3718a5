import { z } from 'zod';

/** A phrase in both languages of the interface; Vietnamese first. */
export const Text = z.object({ vi: z.string(), en: z.string() });
export type Text = z.infer<typeof Text>;

/** A calendar date, `YYYY-MM-DD`, that exists; the calendar of databases has no year 0. */
export const IsoDate = z.iso
  .date()
  .refine((day) => !day.startsWith('0000'), 'must be a date of the year 0001 or later');
export type IsoDate = z.infer<typeof IsoDate>;

/** Position in WGS 84 (EPSG:4326): [longitude, latitude] in degrees. */
export const Position = z.tuple([z.number(), z.number()]);
export type Position = z.infer<typeof Position>;

/** Extent in WGS 84: [west, south, east, north] in degrees. */
export const Bbox = z.tuple([z.number(), z.number(), z.number(), z.number()]);
export type Bbox = z.infer<typeof Bbox>;

/**
 * Of what has parts in Hoàng Sa or Trường Sa and others: the extent of the others, for a map that shows the archipelagos as
 * an inset. Left out of everything else.
 */
export const Mainland = Bbox.optional();

/** OGC/RFC 8288 link. */
export const Link = z.object({
  href: z.string(),
  rel: z.string(),
  type: z.string().optional(),
  title: z.string().optional(),
  templated: z.boolean().optional(),
});
export type Link = z.infer<typeof Link>;

/** A whole number written in decimal digits, as query parameters carry it: no sign, no exponent, no space. */
export function wholeNumber(min: number, max: number): z.ZodType<number, string> {
  return (
    z
      .string()
      .regex(/^\d+$/, 'must be a whole number in decimal digits')
      // One that is too large for a number is too large here as well, and is to be told so.
      .transform((text) => Math.min(Number(text), Number.MAX_SAFE_INTEGER))
      .pipe(z.number().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`))
      .meta({ type: 'integer', minimum: min, maximum: max })
  );
}

/** `true` or `false` as a query parameter. */
export const flag: z.ZodType<boolean, string> = z
  .enum(['true', 'false'])
  .transform((value) => value === 'true')
  .meta({ type: 'boolean' });
