import type { UnitProfile } from '#contract/admin-units.ts';
import type { CriteriaSet, UnitCriterion } from '#contract/criteria.ts';
import type { UnitHistory } from '#contract/history.ts';
import { aboutTable } from '#client/text/about-table.ts';
import { m } from '#client/text/compiled/messages.js';
import { inLanguage } from '#client/text/format.ts';
import { differenceWord, statusWord } from '#client/text/words.ts';
import type { SavedTable } from '#client/ui/save-table.ts';

interface Subject {
  readonly profile: UnitProfile;
  readonly set: CriteriaSet;
}

/** Criteria and their indicators as the page shows them, one a row. */
export function criteriaTable({ profile, set }: Subject, criteria: readonly UnitCriterion[]): SavedTable {
  return {
    name: `${set.id}_${profile.code}_${profile.at}`,
    title: `${profile.name}: ${inLanguage(set.title)}`,
    columns: [
      m.csv_number(),
      m.csv_criterion(),
      m.csv_declared(),
      m.csv_computed(),
      m.csv_difference(),
      m.criterion_since(),
      m.profile_value(),
      m.csv_reason(),
      m.criterion_recorded_by(),
      m.criterion_source(),
    ].map((title) => ({ title })),
    rows: criteria.flatMap((criterion) => [
      [
        String(criterion.no),
        inLanguage(criterion.name),
        statusWord[criterion.status](),
        statusWord[criterion.computed.status](),
        criterion.difference === null ? null : differenceWord[criterion.difference](),
        criterion.since,
        null,
        inLanguage(criterion.computed.reason),
        criterion.recordedBy,
        criterion.source,
      ],
      ...criterion.indicators.map((indicator) => [
        indicator.no,
        inLanguage(indicator.name),
        null,
        statusWord[indicator.status](),
        null,
        indicator.recorded?.validOn ?? null,
        indicator.value,
        inLanguage(indicator.reason),
        indicator.recorded?.recordedBy ?? null,
        indicator.recorded?.source ?? null,
      ]),
    ]),
    about: about({ profile, set }, m.criteria_heading({ date: profile.at })),
  };
}

/** Every recording of criteria and indicators, corrected ones too, one a row. */
export function historyTable({ profile, set }: Subject, history: UnitHistory): SavedTable {
  const named = new Map(history.criteria.map(({ no, name }) => [no, inLanguage(name)]));
  return {
    name: `${set.id}_${profile.code}_history`,
    title: `${profile.name}: ${m.profile_revisions()}`,
    columns: [
      m.csv_number(),
      m.csv_criterion(),
      m.csv_declared(),
      m.profile_value(),
      m.criterion_since(),
      m.csv_recorded_at(),
      m.criterion_recorded_by(),
      m.criterion_source(),
      m.csv_replaced(),
    ].map((title) => ({ title })),
    rows: [
      ...history.criteria.flatMap(({ no, revisions }) =>
        revisions.map((revision) => [
          String(no),
          named.get(no) ?? '',
          statusWord[revision.status](),
          null,
          ...recorded(revision),
        ]),
      ),
      ...history.indicators.flatMap(({ no, criterionNo, revisions }) =>
        revisions.map((revision) => [
          no,
          named.get(criterionNo) ?? '',
          statusWord[revision.status](),
          revision.value,
          ...recorded(revision),
        ]),
      ),
    ],
    about: about({ profile, set }, m.profile_revisions()),
  };
}

function recorded(revision: UnitHistory['criteria'][number]['revisions'][number]) {
  const { validOn, recordedAt, recordedBy, source, replacedBy } = revision;
  return [validOn, recordedAt, recordedBy, source, replacedBy === null ? null : String(replacedBy)];
}

function about({ profile, set }: Subject, measure: string): SavedTable['about'] {
  return aboutTable({ measure, at: profile.at, filter: profile.name, source: set.decision, demo: profile.demo });
}
