import { useEffect, useRef, useState } from 'react';
import type { BuildingRow } from '#shared/model/occupancy.ts';
import { rowFigure } from './view-model.ts';

const GLOW_MS = 1500;

/** The codes of rows whose figures changed just now, for as long as they glow. */
export function useChangedRows(rows: readonly BuildingRow[] | undefined): ReadonlySet<string> {
  const before = useRef<ReadonlyMap<string, string> | null>(null);
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (rows === undefined) return undefined;
    const known = before.current;
    before.current = new Map(rows.map((row) => [row.code, rowFigure(row)]));
    const codes = rows.filter((row) => known !== null && known.get(row.code) !== rowFigure(row)).map((row) => row.code);
    if (codes.length === 0) return undefined;
    setChanged(new Set(codes));
    const timer = setTimeout(() => setChanged(new Set()), GLOW_MS);
    return () => clearTimeout(timer);
  }, [rows]);
  return changed;
}
