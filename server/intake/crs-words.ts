import type { Text } from '#contract/common.ts';
import type { CrsGuess, CrsVerdict } from '#geo/judge-crs.ts';
import { describeNumber } from '#rules/criteria/describe-value.ts';
import type { Differing, StatedCrs } from '#rules/crs/recognise.ts';
import { findCrs, type CrsSystem } from '#rules/crs/systems.ts';

/** What is said of a coordinate system, and what to do about it. */
export interface CrsWords {
  readonly reason: Text;
  readonly todo: Text;
}

type Contradiction = Extract<CrsVerdict, { verdict: 'contradicted' }>;
type OtherCrs = Extract<StatedCrs, { kind: 'other' }>;

const convert: Text = {
  vi: 'Chuyển tệp sang WGS 84 hoặc VN-2000 bằng phần mềm bản đồ (trong QGIS: Export, chọn CRS) rồi nhập lại.',
  en: 'Convert the file to WGS 84 or VN-2000 in a mapping program (in QGIS: Export, choose the CRS), then import it again.',
};

/** Systems by code and name, as reports write them. */
export function systemsLabel(systems: readonly CrsSystem[]): string | null {
  return systems.length === 0 ? null : systems.map(({ epsg, name }) => `EPSG:${epsg} (${name})`).join(', ');
}

/** The systems of a guess: two where the numbers do not tell the datum. */
export function systemsOf(guess: CrsGuess | null): CrsSystem[] {
  const codes = guess === null ? [] : [guess.epsg, guess.rival];
  return codes.flatMap((epsg) => (epsg === null ? [] : (findCrs(epsg) ?? [])));
}

/** The question after the system of a file that says nothing of it. */
export function askForCrs(guess: CrsGuess | null): CrsWords {
  return {
    reason: {
      vi: `Tệp không cho biết hệ tọa độ. Tọa độ này thuộc hệ nào?${guessed(guess).vi}`,
      en: `The file does not say its coordinate system. Which one is it?${guessed(guess).en}`,
    },
    todo: answerWith(systemsOf(guess)),
  };
}

/** Why a stated system is not read. `likely` are those that can have been meant and do not contradict the numbers. */
export function otherCrs(file: OtherCrs, guess: CrsGuess | null, likely: readonly CrsSystem[]): CrsWords {
  const { fault, label } = file;
  switch (fault.kind) {
    case 'datum':
      return {
        reason: {
          vi: `Hệ tọa độ ghi trong tệp ("${label}") có hệ quy chiếu (datum) ${fault.said}, không phải WGS 84 hay VN-2000: đọc như hai hệ đó sẽ lệch hàng trăm mét.`,
          en: `The coordinate system stated in the file ("${label}") is on the datum ${fault.said}, neither WGS 84 nor VN-2000: read as one of these it would lie hundreds of metres off.`,
        },
        todo: convert,
      };
    case 'unit':
      return {
        reason: {
          vi: `Hệ tọa độ ghi trong tệp ("${label}") dùng đơn vị "${fault.said}"; chỉ nhận mét và độ.`,
          en: `The coordinate system stated in the file ("${label}") has the unit "${fault.said}"; metres and degrees are taken.`,
        },
        todo: convert,
      };
    case 'shift':
      return {
        reason: {
          vi: `Tham số chuyển về WGS 84 ghi trong tệp (${fault.said}, "${label}") không phải 7 tham số đã công bố của VN-2000.`,
          en: `The shift to WGS 84 stated in the file (${fault.said}, "${label}") is not that published for VN-2000.`,
        },
        todo: answerWith(likely),
      };
    case 'parted':
      return {
        reason: {
          vi: `Tệp ghi "${fault.said}", nhưng tham số của hệ tọa độ lại theo ${fault.found}: hai hệ lệch nhau khoảng 225 m.`,
          en: `The file says "${fault.said}", but the parameters of its system are of ${fault.found}: the two lie some 225 m apart.`,
        },
        todo: answerWith(likely),
      };
    case 'datumUnsaid':
      return {
        reason: {
          vi: `Hệ tọa độ ghi trong tệp ("${label}") không cho biết hệ quy chiếu (datum): WGS 84 hay VN-2000?`,
          en: `The coordinate system stated in the file ("${label}") does not say its datum: WGS 84 or VN-2000?`,
        },
        todo: answerWith(likely),
      };
    case 'zoneOfOther':
      return {
        reason: {
          vi: `Tệp ghi múi chiếu của VN-2000 (${systemsLabel(likely) ?? '?'}) nhưng trên hệ quy chiếu WGS 84 ("${label}"): hai hệ lệch nhau khoảng 225 m.`,
          en: `The file states a zone of VN-2000 (${systemsLabel(likely) ?? '?'}), but on the datum WGS 84 ("${label}"): the two lie some 225 m apart.`,
        },
        todo: answerWith(likely),
      };
    case 'parameters':
      return {
        reason: {
          vi: `Tệp ghi hệ tọa độ "${label}", nhưng tham số (kinh tuyến trục, hệ số tỉ lệ, độ dời) không phải của hệ đó.${guessed(guess).vi}`,
          en: `The file calls its system "${label}", but the parameters (central meridian, scale, false easting) are not those of it.${guessed(guess).en}`,
        },
        todo: guess === null ? convert : answerWith(systemsOf(guess)),
      };
    case 'unknown':
      return {
        reason: {
          vi: `Hệ tọa độ ghi trong tệp ("${label}") không thuộc các hệ được nhận (WGS 84 và VN-2000).${guessed(guess).vi}`,
          en: `The coordinate system stated in the file ("${label}") is none that is taken (WGS 84 and VN-2000).${guessed(guess).en}`,
        },
        todo: guess === null ? convert : answerWith(systemsOf(guess)),
      };
  }
}

/** That the numbers of a file cannot be what its label or `--crs` says. */
export function contradictedCrs(system: CrsSystem, { why, guess }: Contradiction): CrsWords {
  const named = `EPSG:${system.epsg} (${system.name})`;
  const reasons: Record<Contradiction['why'], Text> = {
    degrees: { vi: 'các con số là độ', en: 'the numbers are degrees' },
    metres: { vi: 'các con số là mét', en: 'the numbers are metres' },
    swapped: { vi: 'vĩ độ đứng trước kinh độ', en: 'latitude stands before longitude' },
    elsewhere: { vi: 'như vậy dữ liệu nằm ngoài Việt Nam', en: 'that puts the file outside Vietnam' },
    zone: {
      vi: 'như vậy các đơn vị nằm sai chỗ so với danh mục',
      en: 'that puts units away from where the list has them',
    },
  };
  const other = systemsOf(guess).find(({ datum }) => datum !== system.datum)?.datum;
  const apart: Text =
    other === undefined || why === 'swapped'
      ? { vi: '', en: '' }
      : {
          vi: ` Lưu ý: ${other} là hệ quy chiếu khác với ${system.datum}.`,
          en: ` Mind that ${other} is another datum than ${system.datum}.`,
        };
  return {
    reason: {
      vi: `Hệ tọa độ ${named} không khớp với số liệu: ${reasons[why].vi}.${guessed(guess).vi}${apart.vi}`,
      en: `The coordinate system ${named} is contradicted by the numbers: ${reasons[why].en}.${guessed(guess).en}${apart.en}`,
    },
    todo:
      why === 'swapped'
        ? {
            vi: 'Đổi lại thứ tự: kinh độ trước, vĩ độ sau, rồi xuất lại tệp.',
            en: 'Put longitude before latitude and export the file again.',
          }
        : answerWith(systemsOf(guess)),
  };
}

/** That a name, a code or a shift stands in the file which its other parameters do not bear out. */
export function differingCrs({ what, said }: Differing, system: CrsSystem): CrsWords {
  const used = `EPSG:${system.epsg} (${system.name})`;
  return {
    reason:
      what === 'shift'
        ? {
            vi: `Tham số chuyển về WGS 84 ghi trong tệp (${said}) khác 7 tham số đã công bố của VN-2000 (lệch dưới 5 m); đã dùng tham số đã công bố.`,
            en: `The shift to WGS 84 stated in the file (${said}) is not quite that published for VN-2000 (within 5 m), which was used.`,
          }
        : {
            vi: `Tệp ghi "${said}", nhưng tham số của hệ tọa độ là của ${used}; đã đọc theo tham số.`,
            en: `The file says "${said}", but the parameters of its system are those of ${used}; it was read by these.`,
          },
    todo: {
      vi: 'Kiểm tra vị trí trên bản đồ; nếu sai, nhập lại với --crs EPSG:n.',
      en: 'Look at the place on the map; if it is wrong, import again with --crs EPSG:n.',
    },
  };
}

/** That a zone of 3 degrees is used where another is usual. */
export function farFromMeridian({ epsg, name }: CrsSystem): CrsWords {
  return {
    reason: {
      vi: `Dữ liệu nằm cách kinh tuyến trục của EPSG:${epsg} (${name}) hơn 300 km, nơi thường dùng múi khác; đã đọc theo hệ này.`,
      en: `The data lie more than 300 km from the central meridian of EPSG:${epsg} (${name}), where another zone is usual; they were read in it all the same.`,
    },
    todo: {
      vi: 'Kiểm tra vị trí trên bản đồ; nếu sai, nhập lại với --crs EPSG:n.',
      en: 'Look at the place on the map; if it is wrong, import again with --crs EPSG:n.',
    },
  };
}

/** That a MapInfo file on WGS 84 may be on VN-2000: programs write both alike. */
export function datumOfMapInfo(system: CrsSystem, other: CrsSystem): CrsWords {
  return {
    reason: {
      vi: `Tệp MapInfo ghi WGS 84, nhưng QGIS và GDAL cũng ghi VN-2000 như vậy ở định dạng này (lệch khoảng 225 m); đã đọc theo EPSG:${system.epsg} (${system.name}).`,
      en: `The MapInfo file says WGS 84, but QGIS and GDAL write VN-2000 so too in this format (some 225 m apart); it was read as EPSG:${system.epsg} (${system.name}).`,
    },
    todo: {
      vi: `Nếu dữ liệu là VN-2000, nhập lại với --crs EPSG:${other.epsg}.`,
      en: `If the data are VN-2000, import again with --crs EPSG:${other.epsg}.`,
    },
  };
}

function guessed(guess: CrsGuess | null): Text {
  if (guess === null) return { vi: '', en: '' };
  const off = guess.offKm === null ? null : describeNumber(Number(guess.offKm.toFixed(1)));
  const systems = systemsOf(guess).map((system) => systemsLabel([system]) ?? '');
  return {
    vi: ` Theo các con số, có lẽ là ${systems.join(' hoặc ')}${off === null ? '' : `: các đơn vị nằm cách vị trí trong danh mục khoảng ${off.vi} km`}.`,
    en: ` From its numbers it may be ${systems.join(' or ')}${off === null ? '' : `: units then lie about ${off.en} km from where the list has them`}.`,
  };
}

/** How to say which system it is: with two, both, for nobody but who drew the map can tell. */
function answerWith([first, second]: readonly CrsSystem[]): Text {
  if (first === undefined) {
    return {
      vi: 'Hỏi nơi lập bản đồ kinh tuyến trục, rồi thêm --crs EPSG:n (ví dụ EPSG:9218 cho VN-2000 TM-3 108°30′).',
      en: 'Ask who drew it for its central meridian, then add --crs EPSG:n (EPSG:9218 is VN-2000 TM-3 108°30′).',
    };
  }
  if (second === undefined) {
    return {
      vi: `Nếu đúng là ${first.datum}, nhập lại với --crs EPSG:${first.epsg}.`,
      en: `If it is ${first.datum} indeed, import again with --crs EPSG:${first.epsg}.`,
    };
  }
  return {
    vi: `Hỏi nơi lập bản đồ: nếu là ${first.datum}, nhập lại với --crs EPSG:${first.epsg}; nếu là ${second.datum}, với --crs EPSG:${second.epsg} (hai hệ lệch nhau khoảng 225 m).`,
    en: `Ask who drew it: if it is ${first.datum}, import again with --crs EPSG:${first.epsg}; if ${second.datum}, with --crs EPSG:${second.epsg} (they lie some 225 m apart).`,
  };
}
