declare module 'mapshaper' {
  interface Mapshaper {
    /** Runs a command line on inputs given by file name; gives the files that `-o` writes. */
    applyCommands(commands: string, input: Record<string, unknown>): Promise<Record<string, string | Uint8Array>>;
  }
  const mapshaper: Mapshaper;
  export default mapshaper;
}
