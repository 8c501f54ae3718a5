import path from 'node:path';
import type { Files } from './driver.ts';

/**
 * The KML among the files that were given to which a link of a KML in `from` leads, as GDAL writes one for each layer of a KMZ;
 * null for one that leads out of them. Nothing is ever asked of the network.
 */
export function linkedFile(link: string, from: string, files: Files): string | null {
  const plain = link.trim().replace(/[?#].*$/s, '');
  if (plain === '' || /^[a-z][a-z0-9+.-]*:|^[\\/]/i.test(plain)) return null;
  const candidates = [plain, unescaped(plain)].map((name) => path.posix.join(path.posix.dirname(from), name));
  return (
    candidates.map((name) => name.normalize('NFC')).find((name) => /\.kml$/i.test(name) && files.has(name)) ?? null
  );
}

function unescaped(link: string): string {
  try {
    return decodeURIComponent(link);
  } catch {
    return link;
  }
}
