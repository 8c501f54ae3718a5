import { Router } from 'express';
import { getMeasureValues, getOpeningMeasure, listMeasures } from '#contract/measures.ts';
import { measureOf } from '#contract/opening.ts';
import { hamletCollection, livedStatement } from '#catalog/hamlet-sql.ts';
import type { RouteDeps } from '#server/answer.ts';
import { route } from '#http/route.ts';
import type { Lived } from '#rules/succession/pieces.ts';
import { rememberLast } from './remember-last.ts';
import { earlierDate, levelOf, rememberMeasures, requireMeasure } from './service.ts';
import { readValues } from './values.ts';

const dependsOn = ['assessments', 'criteria', 'admin-units', 'recognitions', 'programme'] as const;

/** Measures and their values, kept for as long as nothing that they follow from changes. */
export function measureRoutes({ answers, catalog }: Pick<RouteDeps, 'answers' | 'catalog'>): Router {
  const router = Router();
  const measures = rememberMeasures();
  const lived = livedStatement(catalog);
  const livedOnce = rememberLast<Lived[]>();
  route(router, listMeasures, (_input, exchange) =>
    // Some hundreds of measures: checked and written once a revision.
    answers.give(listMeasures, exchange, {
      dependsOn,
      kept: true,
      make: async (stand) => {
        const { rules, groups, changes } = await measures(exchange.db, stand);
        const { demo } = stand;
        return { groups: [...groups], changes: { ...changes }, measures: rules.map(({ measure }) => measure), demo };
      },
    }),
  );
  route(router, getOpeningMeasure, ({ query }, exchange) =>
    answers.give(getOpeningMeasure, exchange, {
      dependsOn,
      kept: true,
      make: async (stand) => {
        const { rules, groups, changes } = await measures(exchange.db, stand);
        const { demo } = stand;
        const all = rules.map(({ measure }) => measure);
        const chosen = measureOf(all, query.measure ?? null, query.level ?? null);
        const scale = changes[chosen?.change ?? ''];
        return {
          groups: groups.filter(({ id }) => id === chosen?.group),
          changes: scale === undefined ? {} : { [chosen?.change ?? '']: scale },
          measures: chosen === null ? [] : [chosen],
          demo,
        };
      },
    }),
  );
  route(router, getMeasureValues, ({ params, query }, exchange) =>
    answers.give(getMeasureValues, exchange, {
      // Who lives in parts of units is told by hamlets.
      dependsOn: query.on === undefined ? dependsOn : [...dependsOn, `collection:${hamletCollection}`],
      at: query.at,
      kept: true,
      make: async (stand) => {
        const { revision, at, demo } = stand;
        const rule = requireMeasure(await measures(exchange.db, stand), params.id);
        const level = levelOf(rule, query.level);
        const from = earlierDate(rule, query.from, at);
        const values = await readValues(
          exchange.db,
          rule,
          { level, at, from, on: query.on ?? null, within: query.within ?? null },
          () => (lived === null ? Promise.resolve([]) : livedOnce(revision, () => exchange.db.many<Lived>(lived))),
        );
        return { measure: rule.measure.id, level, at, revision, ...values, demo };
      },
    }),
  );
  return router;
}
