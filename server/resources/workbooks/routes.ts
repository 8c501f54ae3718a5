import { Router } from 'express';
import { lastFinishedQuarter } from '#contract/report-periods.ts';
import { getAssessmentTemplate, getReport, xlsxType } from '#contract/workbooks.ts';
import type { RouteDeps } from '#server/answer.ts';
import { Payload } from '#http/payload.ts';
import { route } from '#http/route.ts';
import { makeReport } from './report.ts';
import { makeTemplate } from './template.ts';

/** Workbooks to fill in, and reports to hand in. */
export function workbookRoutes({ answers }: Pick<RouteDeps, 'answers'>): Router {
  const router = Router();
  route(router, getAssessmentTemplate, async ({ query }, exchange) => {
    const { referenceDate, demo } = await answers.tell(exchange, ['admin-units', 'criteria']);
    const at = query.at ?? referenceDate;
    const bytes = await makeTemplate(exchange.db, { setId: query.set, within: query.within ?? null, at, demo });
    return workbook(
      `danh-gia${query.set === undefined ? '' : `_${query.set}`}${query.within === undefined ? '' : `_${query.within}`}_${at}`,
      bytes,
    );
  });
  route(router, getReport, async ({ query }, exchange) => {
    const { referenceDate, lastDate, demo } = await answers.tell(exchange, [
      'admin-units',
      'criteria',
      'assessments',
      'recognitions',
    ]);
    const text = query.period ?? lastFinishedQuarter(referenceDate);
    const { setId, bytes } = await makeReport(exchange.db, { setId: query.set, period: text, lastDate, demo });
    return workbook(`bao-cao_${setId}_${text}`, bytes);
  });
  return router;
}

function workbook(name: string, bytes: Uint8Array): Payload {
  const safe = name.replace(/[^\w.-]/g, '-');
  return new Payload(xlsxType, bytes, { 'Content-Disposition': `attachment; filename="${safe}.xlsx"` });
}
