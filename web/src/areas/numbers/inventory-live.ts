/** Subscribes to changes of the inventory on screen. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { type Liveness, useLive } from "../../data/live.ts";
import type { Code, Listing } from "../../data/types.ts";

const EVENT_NAMES = ["codes"] as const;
const COUNTS_AFTER_MS = 1_500;
const FLASH_MS = 1_500;

function changedCodes(data: unknown): readonly Code[] {
  if (typeof data !== "object" || data === null || !("items" in data)) return [];
  return Array.isArray(data.items) ? (data.items as readonly Code[]) : [];
}

function withChanges(
  listing: Listing<Code> | undefined,
  changes: ReadonlyMap<string, Code>,
): Listing<Code> | undefined {
  if (listing === undefined || !listing.items.some((item) => changes.has(item.code))) return listing;
  return { ...listing, items: listing.items.map((item) => changes.get(item.code) ?? item) };
}

/** Freshness of the inventory, and the codes that changed just now. */
export function useInventoryLive(): { readonly liveness: Liveness; readonly changed: ReadonlySet<string> } {
  const cache = useQueryClient();
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());
  const counting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const liveness = useLive("/api/inventory/events", EVENT_NAMES, {
    onEvent: (_, data) => {
      const changes = new Map(changedCodes(data).map((code) => [code.code, code]));
      if (changes.size === 0) return;
      cache.setQueriesData<Listing<Code>>({ queryKey: ["inventory", "codes"] }, (old) => withChanges(old, changes));
      for (const code of changes.keys()) void cache.invalidateQueries({ queryKey: ["inventory", "code", code] });
      setChanged(new Set(changes.keys()));
      clearTimeout(counting.current);
      counting.current = setTimeout(
        () => void cache.invalidateQueries({ queryKey: ["inventory", "patterns"] }),
        COUNTS_AFTER_MS,
      );
    },
    onReturn: () => void cache.invalidateQueries({ queryKey: ["inventory"] }),
  });
  useEffect(() => {
    if (changed.size === 0) return;
    const timer = setTimeout(() => setChanged(new Set()), FLASH_MS);
    return () => clearTimeout(timer);
  }, [changed]);
  useEffect(() => () => clearTimeout(counting.current), []);
  return { liveness, changed };
}
