/** Files of tables, which features and figures may come as. */
const tables = ['.csv', '.tsv', '.txt', '.xlsx', '.xlsm', '.xlsb', '.xltx', '.xltm', '.xls', '.xlt', '.ods', '.ots'];
/** Files of maps with those that belong to them. */
const maps = [
  ...['.geojson', '.json', '.geojsonl', '.geojsons', '.geojsonseq', '.ndgeojson', '.ndjson', '.jsonl', '.topojson'],
  ...['.shp', '.shx', '.dbf', '.prj', '.cpg', '.cst', '.qpj', '.sbn', '.sbx', '.xml', '.qmd', '.fix'],
  ...['.gpkg', '.kml', '.kmz', '.gpx', '.dxf', '.dgn', '.fgb'],
  ...['.tab', '.dat', '.map', '.id', '.ind', '.mif', '.mid'],
];

/** What the chooser of files offers; the portal judges a file by what is in it. A zip may hold any of them. */
export const mapFileTypes = [...maps, ...tables, '.zip'].join(',');
export const tableFileTypes = [...tables, '.zip'].join(',');
