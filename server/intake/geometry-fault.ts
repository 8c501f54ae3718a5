import type { Text } from '#contract/common.ts';

/** PostGIS's words for what is wrong with a polygon. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/ring self-intersection/i, 'một vòng ranh giới tự chạm vào chính nó'],
  [/self-intersection/i, 'đường ranh giới tự cắt nhau'],
  [/hole lies outside/i, 'lỗ nằm ngoài vùng'],
  [/nested holes/i, 'các lỗ lồng nhau'],
  [/nested shells/i, 'các vùng lồng nhau'],
  [/duplicate rings/i, 'có hai vòng trùng nhau'],
  [/interior is disconnected/i, 'phần bên trong bị ngắt rời'],
  [/too few points/i, 'quá ít điểm'],
  [/invalid coordinate/i, 'tọa độ không hợp lệ'],
];

/** What is wrong with a geometry by PostGIS's words (null: it has no extent), and what to do. */
export function geometryFault(reason: string | null): { reason: Text; todo: Text } {
  const empty = reason === null || /^valid geometry$/i.test(reason);
  const vi = reasons.find(([pattern]) => pattern.test(reason ?? ''))?.[1] ?? reason;
  return {
    reason: empty
      ? { vi: 'Hình không có chiều dài hoặc diện tích.', en: 'The shape has no length or area.' }
      : { vi: `Hình không hợp lệ: ${vi}.`, en: `The geometry is invalid: ${reason}.` },
    todo: {
      vi: 'Sửa tại vị trí này (QGIS: Processing › Fix geometries), rồi nhập lại.',
      en: 'Mend it at this place (QGIS: Processing › Fix geometries) and import again.',
    },
  };
}
