import { crsSystems } from '#rules/crs/systems.ts';

/** A coordinate system to choose from; `provinces` as Circular 25/2014/TT-BTNMT and its predecessors assign them. */
export interface CrsChoice {
  readonly id: string;
  /** Name as survey offices write it; names of systems are not translated. */
  readonly name: string;
  readonly provinces: string | null;
}

/** The provinces before July 2025 by the 3-degree zone of their maps. */
const provincesOf: Readonly<Record<number, string>> = {
  9205: 'Lai Châu, Điện Biên',
  9206: 'Sơn La',
  9207: 'Kiên Giang, Cà Mau',
  9208: 'Lào Cai, Yên Bái, Phú Thọ, Nghệ An, An Giang',
  5897: 'Hà Nội, Vĩnh Phúc, Hà Nam, Ninh Bình, Thanh Hóa, Đồng Tháp, Cần Thơ, Hậu Giang, Bạc Liêu',
  9209: 'Hà Giang, Hải Dương, Hưng Yên, Bắc Ninh, Nam Định, Thái Bình, Hà Tĩnh, Tây Ninh, Vĩnh Long, Trà Vinh, Sóc Trăng',
  9210: 'Cao Bằng, Hải Phòng, Bình Dương, Long An, Tiền Giang, Bến Tre, TP. Hồ Chí Minh',
  9211: 'Tuyên Quang, Hòa Bình, Quảng Bình',
  9212: 'Quảng Trị, Bình Phước',
  9213: 'Bắc Kạn, Thái Nguyên',
  9214: 'Bắc Giang, Thừa Thiên Huế',
  9215: 'Lạng Sơn',
  9216: 'Kon Tum',
  5899: 'Quảng Ninh, Đà Nẵng, Quảng Nam, Lâm Đồng, Đồng Nai, Bà Rịa - Vũng Tàu',
  5898: 'Quảng Ngãi',
  9217: 'Bình Định, Khánh Hòa, Ninh Thuận',
  9218: 'Phú Yên, Gia Lai, Đắk Lắk, Đắk Nông, Bình Thuận',
};

/** WGS 84, its UTM zones and every VN-2000 system in use; web mercator is met as a wrong label alone. */
export const crsChoices: readonly CrsChoice[] = crsSystems
  .filter(({ epsg }) => epsg !== 3857)
  .map(({ epsg, name, kind }) => ({
    id: `EPSG:${epsg}`,
    name: kind === 'geographic' ? `${name} (kinh độ, vĩ độ)` : name,
    provinces: provincesOf[epsg] ?? null,
  }));

/** Encodings of attribute tables met in Vietnam. */
export const encodingChoices = ['UTF-8', 'windows-1258', 'TCVN3', 'VNI', 'windows-1252'] as const;
