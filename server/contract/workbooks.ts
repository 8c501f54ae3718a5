import { z } from 'zod';
import { UnitCode } from './admin-units.ts';
import { IsoDate } from './common.ts';
import { endpoint } from './endpoint.ts';

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const getAssessmentTemplate = endpoint({
  id: 'getAssessmentTemplate',
  method: 'get',
  audience: 'everyone',
  cost: 'heavy',
  path: '/api/assessments/template',
  summary:
    'A workbook to fill in: units, criteria and indicators of a set, code lists; POST it to /api/imports?records=assessments',
  params: z.object({}),
  query: z.strictObject({
    /** A criteria set; communes' standard set by itself. */
    set: z.string().max(60).optional(),
    /** Only units inside this one. */
    within: UnitCode.optional(),
    /** The day that the figures hold for. */
    at: IsoDate.optional(),
  }),
  reply: z.unknown(),
  mediaType: xlsxType,
  problems: ['notFound'],
});

export const getReport = endpoint({
  id: 'getReport',
  method: 'get',
  audience: 'everyone',
  cost: 'heavy',
  path: '/api/reports/communes',
  summary:
    'The reporting forms of a period as a workbook: communes by criteria met, by criterion and by status, by district',
  params: z.object({}),
  query: z.strictObject({
    /** 2024-Q3, 2024-H1 or 2024; by itself the last quarter that has ended by the portal's day. */
    period: z
      .string()
      .regex(/^(19|20)\d{2}(-(Q[1-4]|H[12]))?$/, 'must be a quarter (2024-Q3), half year (2024-H1) or year (2024)')
      .optional(),
    /** A criteria set of communes; the standard set by itself. */
    set: z.string().max(60).optional(),
  }),
  reply: z.unknown(),
  mediaType: xlsxType,
  problems: ['notFound'],
});
