import { hash } from 'node:crypto';

/**
 * A weak entity tag for whatever `text` identifies: weak, because the same answer goes out in several compressions.
 */
export function tagOf(text: string): string {
  return `W/"${hash('sha1', text, 'base64url').slice(0, 20)}"`;
}

/**
 * Whether an If-None-Match names the tag (weak comparison, RFC 9110 13.1.2). A `Cache-Control: no-cache` beside it is a
 * word to caches and not to the origin, so that it changes nothing here (Express' own `fresh` lets it).
 */
export function hasTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const opaque = (text: string) => text.trim().replace(/^W\//, '');
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((candidate) => opaque(candidate) === opaque(tag));
}
