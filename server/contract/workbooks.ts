import { z } from 'zod';
import { UnitCode } from './admin-units.ts';
import { IsoDate } from './common.ts';
import { endpoint } from './endpoint.ts';

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const getAssessmentTemplate = endpoint({
  id: 'getAssessmentTemplate',
  method: 'get',
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
