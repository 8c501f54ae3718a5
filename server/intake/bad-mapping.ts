import { BadMapping } from '#rules/bad-mapping.ts';
import type { Findings } from './findings.ts';

/**
 * Maps the fields of a file as `--map` says. Where that cannot be followed it is an issue of the file, and `without` maps them
 * by their names alone, so that all else is told too.
 */
export function mapOrTell<Mapping>(
  map: () => Mapping,
  without: () => Mapping,
  { fields, properties }: { readonly fields: readonly string[]; readonly properties: readonly string[] },
  findings: Findings,
): Mapping {
  try {
    return map();
  } catch (error) {
    if (!(error instanceof BadMapping)) throw error;
    const { field, property, problem } = error;
    findings.issue(
      'badMapping',
      { property: field },
      problem === 'noField'
        ? {
            vi: `--map: tệp không có trường "${field}"; có: ${fields.join(', ')}.`,
            en: `--map: the file has no field "${field}"; it has ${fields.join(', ')}.`,
          }
        : { vi: `--map: không có thuộc tính "${property}".`, en: `--map: there is no property "${property}".` },
      { vi: `Các thuộc tính: ${properties.join(', ')}.`, en: `Properties are ${properties.join(', ')}.` },
    );
    return without();
  }
}
