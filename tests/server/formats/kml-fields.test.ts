import { describe, expect, test } from 'vitest';
import { expectWithinMs } from '#tests/support/within-ms.ts';
import { readGiven } from './read-given.ts';

const root = '<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">';
const kml = (body: string) => `${root}<Document>${body}</Document></kml>`;
const point = '<Point><coordinates>109.3,13.1</coordinates></Point>';
const placemark = (body: string) => kml(`<Placemark>${body}</Placemark>`);
const data = (name: string, value: string) => `<Data name="${name}"><value>${value}</value></Data>`;
const read = async (text: string) => (await readGiven({ 'a.kml': text })).features;

describe('fields of a placemark', () => {
  test.each<[what: string, body: string, fields: Record<string, unknown>]>([
    [
      'a name and a description',
      '<name>Trường 1</name><description>cũ</description>',
      { name: 'Trường 1', description: 'cũ' },
    ],
    [
      'CDATA, and signs by their names',
      '<name><![CDATA[A & B]]></name><description>a &lt; b</description>',
      { name: 'A & B', description: 'a < b' },
    ],
    ['a sign that only HTML knows', '<name>a&nbsp;b</name>', { name: 'a&nbsp;b' }],
    ['tags where text belongs', '<name>a <b>b</b></name>', { name: 'a <b>b</b>' }],
    [
      'data by name, in either quotes',
      `<ExtendedData><Data name='pupils'><displayName>Số</displayName><value>12</value></Data></ExtendedData>`,
      { pupils: '12' },
    ],
    [
      'data whose name is a number',
      '<ExtendedData><Data name="f_1"><displayName><b>Mã</b></displayName><value>12</value></Data></ExtendedData>',
      { Mã: '12' },
    ],
    [
      'data of a schema',
      '<ExtendedData><SchemaData schemaUrl="#s"><SimpleData name="ma">1</SimpleData></SchemaData></ExtendedData>',
      { ma: '1' },
    ],
    [
      'arrays of a track',
      '<ExtendedData><SchemaData><gx:SimpleArrayData name="x"><gx:value>1</gx:value></gx:SimpleArrayData></SchemaData></ExtendedData>',
      {},
    ],
    ['a moment', '<TimeStamp><when>2024-01-01</when></TimeStamp>', { when: '2024-01-01' }],
    ['a span of time', '<gx:TimeSpan><begin>2024</begin><end>2025</end></gx:TimeSpan>', { begin: '2024', end: '2025' }],
    ['a moment of the view', '<LookAt><gx:TimeStamp><when>2024</when></gx:TimeStamp></LookAt>', {}],
    ['a style of its own', '<styleUrl>#a</styleUrl><Style><BalloonStyle><text>x</text></BalloonStyle></Style>', {}],
    ['nothing', '', {}],
  ])('%s', async (_, body, fields) => {
    expect((await read(placemark(body + point)))[0]?.fields).toEqual(fields);
  });

  test('a schema names its fields for people, each schema its own', async () => {
    const schema = (id: string, name: string) =>
      `<Schema id="${id}"><SimpleField name="f1" type="string"><displayName>&lt;b&gt;${name}&lt;/b&gt;</displayName></SimpleField></Schema>`;
    const row = (id: string) =>
      `<Placemark><ExtendedData><SchemaData schemaUrl="#${id}"><SimpleData name="f1">1</SimpleData></SchemaData></ExtendedData></Placemark>`;
    const features = await read(kml(schema('a', 'Mã trường') + schema('b', 'Mã trạm') + row('a') + row('b')));
    expect(features.map(({ fields }) => fields)).toEqual([{ 'Mã trường': '1' }, { 'Mã trạm': '1' }]);
  });

  test('a folder is a field where nothing else is called so', async () => {
    const folder = (body: string) => kml(`<name>Tài liệu</name><Folder><name>Lớp &amp; 1</name>${body}</Folder>`);
    expect((await read(folder('<Placemark/>')))[0]?.fields).toEqual({ folder: 'Lớp & 1' });
    const own = `<Placemark><ExtendedData>${data('Folder', 'x')}</ExtendedData></Placemark>`;
    expect((await read(folder(own)))[0]?.fields).toEqual({ Folder: 'x' });
  });
});

describe('the name of a placemark gives way', () => {
  const named = async (name: string, columns: string) =>
    (await read(placemark(`<name>${name}</name><ExtendedData>${columns}</ExtendedData>`)))[0]?.fields;
  test.each<[name: string, columns: string, fields: Record<string, unknown>]>([
    ['1', data('TEN', 'Trường A'), { 'name (KML)': '1', TEN: 'Trường A' }],
    ['P1', data('Tên', 'Trường A'), { 'name (KML)': 'P1', Tên: 'Trường A' }],
    ['P1', data('name', 'Trường A'), { 'name (KML)': 'P1', name: 'Trường A' }],
    ['Trường A', data('TEN', 'Trường A'), { TEN: 'Trường A' }],
    ['7', data('TEN_TRUONG', 'Trường A'), { 'name (KML)': '7', TEN_TRUONG: 'Trường A' }],
    ['Xã A', data('TEN_HUYEN', 'Huyện B'), { name: 'Xã A', TEN_HUYEN: 'Huyện B' }],
    ['7', data('MA', 'T1'), { name: '7', MA: 'T1' }],
  ])('%s, %s', async (name, columns, fields) => {
    expect(await named(name, columns)).toEqual(fields);
  });
});

describe('a table in the description', () => {
  const table = async (html: string) =>
    (await read(placemark(`<description><![CDATA[${html}]]></description>`)))[0]?.fields;
  test.each<[what: string, html: string, fields: Record<string, unknown>]>([
    ['two cells', '<table><tr><td>ma</td> <td>7&amp;8</td></tr></table>', { ma: '7&8' }],
    ['tags in cells', '<tr><td><font color="red">CAP</font></td><td><b>MN</b></td></tr>', { CAP: 'MN' }],
    ['a head and a value', '<tr><th scope="row">CAP:</th><td class="x">MN</td></tr>', { CAP: 'MN' }],
    ['signs by number and name', '<tr><td>T&ecirc;n</td><td>Tr&#432;&#x1EDD;ng</td></tr>', { Tên: 'Trường' }],
    ['names above values', '<tr><th>MA</th><th>TEN</th></tr><tr><td>1</td><td>A</td></tr>', { MA: '1', TEN: 'A' }],
    [
      'three names above values',
      '<tr><th>A</th><th>B</th><th>C</th></tr><tr><td>1</td><td>2</td><td>3</td></tr>',
      { A: '1', B: '2', C: '3' },
    ],
    [
      'a table within one, as ArcGIS writes it',
      '<html><head><style>td{}</style></head><body><table><tr><td>Trường 1</td></tr><tr><td><table><tr><td>FID</td><td>0</td></tr><tr bgcolor="#D4E4F3"><td>X</td><td>&lt;Null&gt;</td></tr></table></td></tr></table></body></html>',
      { FID: '0', X: null },
    ],
    ['cells that are not ended', '<table><tr><td>A<td>1<tr><td>B<td>2</table>', { A: '1', B: '2' }],
    ['text round it', 'Ghi chú<br/><table><tr><td>A</td><td>1</td></tr></table>', { description: 'Ghi chú', A: '1' }],
    ['a break in a cell', '<tr><td>A</td><td>x<br>y</td></tr>', { A: 'x y' }],
    ['no table', '<b>x</b> &amp; y', { description: '<b>x</b> &amp; y' }],
    ['one cell', '<table><tr><td>x</td></tr></table>', { description: '<table><tr><td>x</td></tr></table>' }],
  ])('%s', async (_, html, fields) => {
    expect(await table(html)).toEqual(fields);
  });

  test('as elements of the KML itself', async () => {
    const html = '<table><tr><td>A</td><td><b>1</b></td></tr></table>';
    expect((await read(placemark(`<description>${html}</description>`)))[0]?.fields).toEqual({ A: '1' });
  });

  test('data of its own goes before', async () => {
    const body = `<description>&lt;td&gt;A&lt;/td&gt;&lt;td&gt;1&lt;/td&gt;</description><ExtendedData>${data('A', '2')}</ExtendedData>`;
    expect((await read(placemark(body)))[0]?.fields).toEqual({ A: '2' });
  });
});

test.each([
  ['cells that do not end', '<td><td '.repeat(300_000)],
  ['tags that do not end', '<td '.repeat(300_000)],
  ['tables in tables', '<table><tr><td>'.repeat(300_000)],
  ['signs', '&'.repeat(300_000)],
])('a description of %s takes no time', async (_, html) => {
  await expectWithinMs(3_000, () => read(placemark(`<description><![CDATA[<td>${html}]]></description>`)));
});
