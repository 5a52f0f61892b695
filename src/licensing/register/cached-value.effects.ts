/** A value that is loaded at most once per interval; concurrent callers share it. A failure is not cached. */
export function cachedValue<Value>(options: {
  readonly nowMs: () => number;
  readonly keptMs: number;
  load(): Promise<Value>;
}): () => Promise<Value> {
  let kept: { readonly untilMs: number; readonly value: Promise<Value> } | undefined;
  return () => {
    const nowMs = options.nowMs();
    if (kept !== undefined && nowMs < kept.untilMs) return kept.value;
    const value = options.load();
    const own = { untilMs: nowMs + options.keptMs, value };
    kept = own;
    value.catch(() => {
      if (kept === own) kept = undefined;
    });
    return value;
  };
}
