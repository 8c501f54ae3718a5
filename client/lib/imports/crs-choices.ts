/** A coordinate system to choose from; `provinces` as Circular 25/2014/TT-BTNMT and its predecessors assign them. */
export interface CrsChoice {
  readonly id: string;
  /** Name as survey offices write it; names of systems are not translated. */
  readonly name: string;
  readonly provinces: string | null;
}

const tm3 = (id: number, meridian: string, provinces: string | null): CrsChoice => ({
  id: `EPSG:${id}`,
  name: `VN-2000 / TM-3 ${meridian}`,
  provinces,
});

/** WGS 84 and every VN-2000 system in use; 3-degree zones by central meridian, with the provinces before July 2025. */
export const crsChoices: readonly CrsChoice[] = [
  { id: 'EPSG:4326', name: 'WGS 84 (kinh độ, vĩ độ)', provinces: null },
  { id: 'EPSG:4756', name: 'VN-2000 (kinh độ, vĩ độ)', provinces: null },
  { id: 'EPSG:3405', name: 'VN-2000 / UTM 48N', provinces: null },
  { id: 'EPSG:3406', name: 'VN-2000 / UTM 49N', provinces: null },
  tm3(5896, '102°00′', null),
  tm3(9205, '103°00′', 'Lai Châu, Điện Biên'),
  tm3(9206, '104°00′', 'Sơn La'),
  tm3(9207, '104°30′', 'Kiên Giang, Cà Mau'),
  tm3(9208, '104°45′', 'Lào Cai, Yên Bái, Phú Thọ, Nghệ An, An Giang'),
  tm3(5897, '105°00′', 'Hà Nội, Vĩnh Phúc, Hà Nam, Ninh Bình, Thanh Hóa, Đồng Tháp, Cần Thơ, Hậu Giang, Bạc Liêu'),
  tm3(
    9209,
    '105°30′',
    'Hà Giang, Hải Dương, Hưng Yên, Bắc Ninh, Nam Định, Thái Bình, Hà Tĩnh, Tây Ninh, Vĩnh Long, Trà Vinh, Sóc Trăng',
  ),
  tm3(9210, '105°45′', 'Cao Bằng, Hải Phòng, Bình Dương, Long An, Tiền Giang, Bến Tre, TP. Hồ Chí Minh'),
  tm3(9211, '106°00′', 'Tuyên Quang, Hòa Bình, Quảng Bình'),
  tm3(9212, '106°15′', 'Quảng Trị, Bình Phước'),
  tm3(9213, '106°30′', 'Bắc Kạn, Thái Nguyên'),
  tm3(9214, '107°00′', 'Bắc Giang, Thừa Thiên Huế'),
  tm3(9215, '107°15′', 'Lạng Sơn'),
  tm3(9216, '107°30′', 'Kon Tum'),
  tm3(5899, '107°45′', 'Quảng Ninh, Đà Nẵng, Quảng Nam, Lâm Đồng, Đồng Nai, Bà Rịa - Vũng Tàu'),
  tm3(5898, '108°00′', 'Quảng Ngãi'),
  tm3(9217, '108°15′', 'Bình Định, Khánh Hòa, Ninh Thuận'),
  tm3(9218, '108°30′', 'Phú Yên, Gia Lai, Đắk Lắk, Đắk Nông, Bình Thuận'),
];

/** Encodings of attribute tables met in Vietnam. */
export const encodingChoices = ['UTF-8', 'windows-1258', 'TCVN3', 'VNI', 'windows-1252'] as const;
