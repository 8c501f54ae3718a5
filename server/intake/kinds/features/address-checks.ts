import type { Property } from '#contract/collections.ts';
import { longestFeatureId } from '#contract/features.ts';
import { addressFaultOf } from '#rules/feature-id.ts';
import { shown } from '#rules/text/shown.ts';
import type { Findings, Where } from '../../findings.ts';

const addressFaults = {
  dots: { vi: 'chỉ có dấu chấm', en: 'it is dots alone' },
  long: { vi: `dài hơn ${longestFeatureId} ký tự`, en: `it has more than ${longestFeatureId} characters` },
  version: {
    vi: 'phần cuối là @ và một ngày, như mã của một phiên bản',
    en: 'it ends with @ and a day, as that of a version does',
  },
};

/** Refuses a row whose id cannot stand in the address of its feature; `key` are the properties that it is made of. */
export function checkAddress(
  id: string,
  columns: readonly { readonly property: Property; readonly field: string }[],
  key: readonly string[],
  where: Where,
  findings: Findings,
): void {
  const wrong = addressFaultOf(id);
  if (wrong === null) return;
  const parts = columns.filter(({ property }) => key.includes(property.name));
  const named = (language: 'vi' | 'en') => parts.map(({ property }) => property.title[language]).join(', ');
  findings.issue(
    'badId',
    { ...where, ...(parts[0] === undefined ? {} : { property: parts[0].field }) },
    {
      vi: `"${shown(id)}" không thể đứng trong địa chỉ của đối tượng: ${addressFaults[wrong].vi}.`,
      en: `"${shown(id)}" cannot stand in the address of a feature: ${addressFaults[wrong].en}.`,
    },
    {
      vi: `Sửa ${named('vi')} ở dòng này.`,
      en: `Give another ${named('en')} in this row.`,
    },
  );
}
