/** Keeps what was read last, by what it follows from: `read` is called where that has changed. A failure is not kept. */
export function rememberLast<T>(): (key: string, read: () => Promise<T>) => Promise<T> {
  let last: { readonly key: string; readonly found: Promise<T> } | null = null;
  return (key, read) => {
    if (last?.key === key) return last.found;
    const reading = { key, found: read() };
    last = reading;
    reading.found.catch(() => {
      if (last === reading) last = null;
    });
    return reading.found;
  };
}
