import type { Geometry } from 'geojson';
import type { GeometryKind } from '#contract/collections.ts';
import type { Text } from '#contract/common.ts';
import type { PackedPolygons } from '#contract/packed-polygons.ts';
import type { Chunks } from './chunks.ts';

/** Files in memory, by path: those of one folder for a driver; of a geodatabase and a KML those in folders below it too. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** One feature as the file has it: its own fields, its own coordinates. `row` counts from 1. */
export interface SourceFeature {
  readonly row: number;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly geometry: Geometry | null;
  /** Its polygons and what its geometry was, which is null then: where boundaries are read. */
  readonly packed?: PackedGeometry;
  /** Why this feature cannot be used, where its structure is broken. */
  readonly fault: Fault | null;
  /** What of it was read otherwise than it stands in the file. */
  readonly notes?: readonly SourceNote[];
}

/** The polygons in a geometry, in the file's coordinates; of one of another type its positions alone. */
export interface PackedGeometry extends PackedPolygons {
  readonly type: Geometry['type'];
}

export interface Fault {
  readonly code: string;
  readonly reason: Text;
  readonly todo: Text;
}

/** Something that reading changed, left out or was told of by its library, said so that a person can check it. */
export interface SourceNote extends Fault {
  /** The field, as the file names it. */
  readonly property?: string;
}

/** What a driver reads from a layer. */
export interface SourceLayer {
  readonly layer: string;
  /** PROJJSON, an authority's name ("EPSG:9218"), or null where the file does not say. */
  readonly crs: unknown;
  readonly features: Chunks<SourceFeature>;
  /** `bytes`: each character of text is one byte of an encoding still to be found. */
  readonly text: 'unicode' | 'bytes';
  /** The encoding that the file itself states, where it does. */
  readonly statedEncoding: string | null;
  /** Names of fields, as the features have them, that the format may have cut off. */
  readonly cutNames?: readonly string[];
  /** Files beside the main one that were read as part of it. */
  readonly alsoRead?: readonly string[];
  /** What is to be said of the layer as a whole; complete when its features have been read. */
  readonly notes?: () => readonly SourceNote[];
}

export interface ReadOptions {
  readonly layer: string | null;
  /** What stands before the name of a layer where one is to be chosen: the file's, where there are several. */
  readonly prefix?: string;
  readonly encoding: string | null;
  /** Most features that are taken. */
  readonly features: number;
  /** Most bytes of files that are held in memory as objects. */
  readonly wholeBytes: number;
  /** What the collection holds: it decides between layers, and what lines of a drawing are. */
  readonly wants: GeometryKind;
  /** Whether polygons are to be packed where they come as numbers. */
  readonly packed: boolean;
}

/** One file format. Heavy parsers are loaded by `read` itself, which runs in a thread of its own. */
export interface FormatDriver {
  readonly id: string;
  readonly label: string;
  /** Of the main file, lower case, without the dot. */
  readonly extensions: readonly string[];
  /** Of the files that belong to it. */
  readonly partExtensions: readonly string[];
  /** GDAL's short name; null where GDAL is not asked. */
  readonly gdalDriver: string | null;
  /** True where a file may hold several layers, of which one is chosen by its name. */
  readonly layered?: true;
  /** True where the whole file is held in memory as objects, not read piece by piece. */
  readonly whole?: true;
  /** Throws Unreadable. */
  read(files: Files, main: string, options: ReadOptions): Promise<SourceLayer>;
}

/** What is to be done about a note that only says how something was read. */
export const nothingToDo: Text = { vi: 'Không cần làm gì nếu đúng.', en: 'Nothing to do if that is right.' };
