import { schemeSet2 } from 'd3-scale-chromatic';
import type { MeasureClass } from '#contract/measures.ts';
import type { GroupScheme } from '#contract/unit-groups.ts';
import { toClass, type MeasureRule } from './rule.ts';

const patterns: readonly MeasureClass['pattern'][] = [null, 'dots', 'cross'];

/** Which group each commune is in, a measure a scheme; one in which nobody has put anybody is not offered. */
export function listGroupMeasures(
  schemes: readonly GroupScheme[],
  datesOf: (schemeId: string) => readonly string[],
): MeasureRule[] {
  return schemes.flatMap((scheme): MeasureRule[] => {
    const dates = datesOf(scheme.id);
    if (dates.length === 0) return [];
    const { id, title, source, groups } = scheme;
    const said = groups.flatMap(({ name, means }) =>
      means === null ? [] : [{ vi: `${name.vi}: ${means.vi}`, en: `${name.en}: ${means.en}` }],
    );
    return [
      {
        kind: 'group',
        scheme,
        measure: {
          id: `group-${id}`,
          kind: 'group',
          group: 'groups',
          title,
          description: {
            vi: [...said.map(({ vi }) => vi), source].join('; '),
            en: [...said.map(({ en }) => en), source].join('; '),
          },
          unit: null,
          setId: null,
          criterionNo: null,
          indicatorNo: null,
          levels: ['commune'],
          classes: groups.map((group, index) =>
            toClass(group.id, group.name, [index + 1, index + 1], schemeSet2[index], patterns[index % patterns.length]),
          ),
          method: null,
          change: null,
          wanted: null,
          targetPercent: null,
          dates: [...dates],
          decimals: 0,
          source,
        },
      },
    ];
  });
}

/** A group of a scheme as the number that the measure's classes take; null of one that the scheme does not have. */
export function groupValue({ groups }: GroupScheme, group: string): number | null {
  const index = groups.findIndex(({ id }) => id === group);
  return index === -1 ? null : index + 1;
}
