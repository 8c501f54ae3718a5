import type { Text } from '#contract/common.ts';
import { shown } from '#rules/text/shown.ts';
import type { SourceNote } from './driver.ts';

const exportAgain: Text = {
  vi: 'Sửa đối tượng này trong tệp gốc rồi xuất lại.',
  en: 'Mend it in the original file and export it again.',
};
const check: Text = { vi: 'Kiểm tra hình này trên bản đồ.', en: 'Check this shape on the map.' };

/** What can be said of the geometry of a placemark. */
const remarks = {
  unsupportedGeometry: {
    reason: {
      vi: 'mô hình ba chiều (Model) không đọc được thành điểm, đường hay vùng',
      en: 'a Model in three dimensions cannot be read as a point, line or area',
    },
    todo: {
      vi: 'Vẽ lại đối tượng này bằng điểm, đường hoặc vùng.',
      en: 'Draw it again as a point, a line or an area.',
    },
  },
  noCoordinates: { reason: { vi: 'hình không có tọa độ', en: 'its geometry has no coordinates' }, todo: exportAgain },
  badCoordinates: {
    reason: { vi: 'tọa độ có chỗ không phải là số', en: 'something in its coordinates is no number' },
    todo: exportAgain,
  },
  shortLine: { reason: { vi: 'đường chỉ có một điểm', en: 'its line has only one point' }, todo: exportAgain },
  shortRing: {
    reason: { vi: 'vòng ranh giới cần ít nhất ba điểm khác nhau', en: 'a ring needs three different points at least' },
    todo: exportAgain,
  },
  ringClosed: {
    reason: { vi: 'vòng ranh giới chưa khép kín, đã được khép', en: 'a ring was not closed, and has been' },
    todo: check,
  },
  shortTrack: {
    reason: {
      vi: 'đoạn vết GPS có ít hơn hai điểm, đã bỏ',
      en: 'parts of a track with fewer than two points are left out',
    },
    todo: check,
  },
} satisfies Record<string, { reason: Text; todo: Text }>;

export type PlacemarkRemark = keyof typeof remarks;

/** A remark on a placemark or track, as a fault or a note: with its name, for the row is nowhere in the file. */
export function remarkOn(remark: PlacemarkRemark, name: unknown): SourceNote {
  const { reason, todo } = remarks[remark];
  const called = typeof name === 'string' && name !== '' ? `"${shown(name)}"` : null;
  return {
    code: remark,
    reason: { vi: `${called ?? 'Đối tượng'}: ${reason.vi}.`, en: `${called ?? 'The placemark'}: ${reason.en}.` },
    todo,
  };
}
