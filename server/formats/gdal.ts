import { createRequire } from 'node:module';
import path from 'node:path';
import type { Feature, FeatureCollection } from 'geojson';
import type { Dataset, Gdal } from 'gdal3.js/node.js';
import type { PackedGeometry, SourceNote } from './driver.ts';
import { parseExact } from './exact-json.ts';
import { polygonsIn } from './flat-polygons.ts';
import { GdalMessages } from './gdal-messages.ts';

const input = '/input';
const vectorOnly = 0x04;
const verboseErrors = 0x40;
/** After a thousand it would be silent. */
const mostMessages = '1000000000';
/** There is one GDAL a thread, and it talks to whoever made it ready first. */
const messages = new GdalMessages();

/** What GDAL knows of a layer. `coordinateSystem` is PROJJSON, or null where the file says nothing. */
export interface GdalLayer {
  readonly name: string;
  readonly featureCount: number;
  readonly geometryType: string | null;
  readonly coordinateSystem: unknown;
  readonly fields: readonly string[];
}

interface LayerInfo {
  name: string;
  featureCount?: number;
  geometryFields?: { type?: string; coordinateSystem?: { projjson?: unknown } }[];
  fields?: { name: string }[];
}

/** Features `count` of them after `from`. */
export interface Range {
  readonly from: number;
  readonly count: number;
}

/** GDAL said that it cannot read the file; the message is its own, in English. */
export class GdalError extends Error {}

/**
 * GDAL as WebAssembly. Files are put into its memory: it can reach neither the network nor, unless it is told, the disk. One a thread; open
 * it in a thread of its own, for it blocks.
 */
export class GdalReader {
  readonly #gdal: Gdal;

  private constructor(gdal: Gdal) {
    this.#gdal = gdal;
  }

  /** What it has to say of the file that was opened, as notes; complete when the file has been read. */
  get notes(): readonly SourceNote[] {
    return messages.notes();
  }

  /**
   * `disk` gives it folders instead of memory: one whose files it reads, and one that takes what it writes, or null where
   * that stays in memory. Only for files of our own making.
   */
  static async open(
    config: Record<string, string> = {},
    disk: { readonly from: string; readonly to: string | null } | null = null,
  ): Promise<GdalReader> {
    messages.clear();
    const folder = path.dirname(createRequire(import.meta.url).resolve('gdal3.js/dist/package/gdal3.node.js'));
    // Heavy: only a thread that needs it loads it.
    const { default: initGdal } = await import('gdal3.js/node.js');
    const gdal = await initGdal({
      // It reads its files relative to the working directory, whatever it is given.
      path: `./${path.relative(process.cwd(), folder)}`,
      useWorker: false,
      env: { CPL_MAX_ERROR_REPORTS: mostMessages, ...config },
      ...(disk === null || disk.to === null ? {} : { dest: disk.to }),
      logHandler: () => undefined,
      errorHandler: (message) => messages.add(message),
    });
    if (disk !== null) gdal.Module.FS.mount(gdal.Module.NODEFS, { root: disk.from }, input);
    return new GdalReader(gdal);
  }

  /**
   * Opens `main` among `files` with `driver` (GDAL's short name) and no other, whatever the content looks like. Throws
   * GdalError.
   */
  dataset(files: ReadonlyMap<string, Uint8Array>, main: string, driver: string, options: readonly string[]): Dataset {
    const { Module } = this.#gdal;
    for (const [name, bytes] of files) {
      const folder = path.posix.dirname(name);
      if (folder !== '.') Module.FS.mkdirTree(`${input}/${folder}`);
      Module.FS.writeFile(`${input}/${name}`, bytes, { canOwn: true });
    }
    const drivers = this.#stringList([driver]);
    const openOptions = this.#stringList(options);
    const pointer = Module.ccall(
      'GDALOpenEx',
      'number',
      ['string', 'number', 'number', 'number', 'number'],
      [`${input}/${main}`, vectorOnly | verboseErrors, drivers.pointer, openOptions.pointer, 0],
    );
    drivers.free();
    openOptions.free();
    if (pointer === 0) throw new GdalError(messages.why());
    return { pointer, path: main };
  }

  /** The layers of a dataset. Throws GdalError. */
  async layers(dataset: Dataset): Promise<GdalLayer[]> {
    const info = (await this.#try(this.#gdal.ogrinfo(dataset, ['-so', '-al']))) as { layers?: LayerInfo[] };
    return (info.layers ?? []).map((layer) => ({
      name: layer.name,
      featureCount: layer.featureCount ?? 0,
      geometryType: layer.geometryFields?.[0]?.type ?? null,
      coordinateSystem: layer.geometryFields?.[0]?.coordinateSystem?.projjson ?? null,
      fields: (layer.fields ?? []).map((field) => field.name),
    }));
  }

  /**
   * A layer's coordinate system as PROJJSON by way of a shapefile: GDAL does not tell that of MapInfo's text files
   * itself. Throws GdalError.
   */
  async coordinateSystem(dataset: Dataset, layer: string): Promise<unknown> {
    // What does not fit into a shapefile is no matter of the file that was given.
    const files = await messages.mute(() =>
      this.convert(dataset, ['-f', 'ESRI Shapefile', '-limit', '1', layer], 'crs'),
    );
    const main = [...files.keys()].find((name) => name.endsWith('.shp'));
    if (main === undefined || ![...files.keys()].some((name) => name.endsWith('.prj'))) return null;
    const [copy] = await this.layers(this.dataset(files, main, 'ESRI Shapefile', []));
    return copy?.coordinateSystem ?? null;
  }

  /** A layer's features, or those of a range, in the file's own coordinates and order. Throws GdalError. */
  async features(dataset: Dataset, layer: string, range: Range | null): Promise<Feature[]> {
    // Not GeoJSONSeq: that one always turns coordinates into WGS 84.
    const wanted = ['-f', 'GeoJSON', '-dim', 'XY', '-nlt', 'CONVERT_TO_LINEAR'];
    return this.#read(dataset, [...wanted, ...partOf(layer, range)]);
  }

  /** The same without their geometry. Throws GdalError. */
  async fields(dataset: Dataset, layer: string, range: Range | null): Promise<Feature[]> {
    return this.#read(dataset, ['-f', 'GeoJSON', '-nlt', 'NONE', ...partOf(layer, range)]);
  }

  /** The polygons of the same, as numbers. Throws GdalError. */
  async polygons(dataset: Dataset, layer: string, range: Range | null): Promise<(PackedGeometry | null)[]> {
    const wanted = ['-f', 'FlatGeobuf', '-lco', 'SPATIAL_INDEX=NO', '-select', '', '-dim', 'XY'];
    // Layers of one type would refuse areas of one part among those of several.
    const types = ['-nlt', 'GEOMETRY', '-nlt', 'CONVERT_TO_LINEAR'];
    const { FS } = this.#gdal.Module;
    const options = [...wanted, ...types, ...partOf(layer, range)];
    const { local } = await this.#try(this.#gdal.ogr2ogr(dataset, options, 'polygons'));
    // Where it lies: a copy would be as much once more.
    const { contents, usedBytes } = FS.lookupPath(local).node;
    const polygons = polygonsIn(contents.subarray(0, usedBytes));
    FS.unlink(local);
    return polygons;
  }

  async #read(dataset: Dataset, options: readonly string[]): Promise<Feature[]> {
    const out = await this.#try(this.#gdal.ogr2ogr(dataset, [...options], 'features'));
    const text = Buffer.from(this.#gdal.Module.FS.readFile(out.local)).toString('utf8');
    this.#gdal.Module.FS.unlink(out.local);
    return (parseExact(text) as FeatureCollection).features;
  }

  /** Writes a dataset in another format into the folder that takes what is written. Throws GdalError. */
  async write(dataset: Dataset, options: readonly string[], name: string): Promise<void> {
    await this.#try(this.#gdal.ogr2ogr(dataset, [...options], name));
  }

  /** Writes a dataset in another format; gives its files by name. Throws GdalError. */
  async convert(dataset: Dataset, options: readonly string[], name: string): Promise<Map<string, Uint8Array>> {
    const out = await this.#try(this.#gdal.ogr2ogr(dataset, [...options], name));
    return new Map(
      out.all.map(({ local }) => [path.posix.basename(local), Uint8Array.from(this.#gdal.Module.FS.readFile(local))]),
    );
  }

  /** GDAL's errors are objects with a number and a message, not Errors. */
  async #try<T>(work: Promise<T>): Promise<T> {
    return work.catch((error: { message?: string }) => {
      throw new GdalError(messages.why(error.message));
    });
  }

  #stringList(strings: readonly string[]): { pointer: number; free: () => void } {
    const { Module } = this.#gdal;
    const pointers = strings.map((text) => {
      const bytes = Buffer.from(`${text}\0`, 'utf8');
      const at = Module._malloc(bytes.length);
      bytes.forEach((byte, offset) => Module.setValue(at + offset, byte, 'i8'));
      return at;
    });
    const list = Module._malloc(4 * (pointers.length + 1));
    [...pointers, 0].forEach((at, index) => Module.setValue(list + 4 * index, at, '*'));
    return { pointer: list, free: () => [...pointers, list].forEach((at) => Module._free(at)) };
  }
}

/** Options that name a layer, or a part of it. */
function partOf(layer: string, range: Range | null): string[] {
  if (range === null) return [layer];
  // GDAL's own language, not a database's.
  const words = ['SELECT * FROM', `"${layer.replaceAll('"', '\\"')}"`, `LIMIT ${range.count} OFFSET ${range.from}`];
  return ['-dialect', 'OGRSQL', '-sql', words.join(' ')];
}
