import type { DecidedEdge, Overlap, UnitBefore, UnitSince } from '#rules/succession/edges.ts';

/** A commune of the day before; its id is its code. */
export function before(code: string, name = `Xã ${code}`): UnitBefore {
  return { id: Number(code), code, level: 'commune', kind: 'commune', name, parentCode: '900', drawn: true };
}

/** A commune of the file. */
export function since(code: string, name = `Xã ${code}`): UnitSince {
  return { code, level: 'commune', name };
}

export function overlap(old: string, code: string, ofBefore: number, ofSince: number): Overlap {
  return { beforeId: Number(old), code, ofBefore, ofSince };
}

export function decided(
  oldCode: string,
  newCode: string,
  share: DecidedEdge['share'] = 'full',
  continues = false,
): DecidedEdge {
  return { oldCode, newCode, share, continues, decision: 'NQ 1', oldName: null };
}
