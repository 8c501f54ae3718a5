declare module 'gdal3.js/node.js' {
  /** The part of Emscripten's module that we use: its file system lives in memory. */
  interface WasmModule {
    readonly FS: {
      /** With `canOwn` the bytes are taken over instead of copied. */
      writeFile(path: string, data: Uint8Array, options?: { canOwn: boolean }): void;
      unlink(path: string): void;
      /** A file in memory where it lies; behind `usedBytes` there is room. */
      lookupPath(path: string): { readonly node: { readonly contents: Uint8Array; readonly usedBytes: number } };
      /** Makes a folder and those above it, where they are missing. */
      mkdirTree(path: string): void;
      readFile(path: string): Uint8Array;
      mount(type: unknown, options: { root: string }, path: string): void;
    };
    /** Folders of the disk as its file system. */
    readonly NODEFS: unknown;
    ccall(name: string, returns: 'number' | 'string' | null, argumentTypes: string[], values: unknown[]): number;
    _malloc(bytes: number): number;
    _free(pointer: number): void;
    setValue(pointer: number, value: number, type: '*' | 'i8'): void;
  }
  export interface Dataset {
    readonly pointer: number;
    readonly path: string;
  }
  export interface Gdal {
    readonly Module: WasmModule;
    ogrinfo(dataset: Dataset, options: string[]): Promise<unknown>;
    ogr2ogr(
      dataset: Dataset,
      options: string[],
      outputName: string,
    ): Promise<{ local: string; all: { local: string }[] }>;
  }
  interface Settings {
    path: string;
    useWorker: false;
    /** Folder of the disk that takes what is written. */
    dest?: string;
    env?: Record<string, string>;
    logHandler(message: string): void;
    errorHandler(message: string): void;
  }
  const initGdalJs: (settings: Settings) => Promise<Gdal>;
  export default initGdalJs;
}
