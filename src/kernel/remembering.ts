/**
 * Caches the results of `make` for the last keys, at most `keptMax` of them: then the cache is cleared. Only for
 * immutable results that depend on the argument alone. An exception is not cached.
 */
export function remembering<Asked, Value>(
  { keptMax, keyOf }: { readonly keptMax: number; readonly keyOf: (asked: Asked) => string | number },
  make: (asked: Asked) => Value,
): (asked: Asked) => Value {
  const kept = new Map<string | number, { readonly value: Value }>();
  return (asked) => {
    const key = keyOf(asked);
    const known = kept.get(key);
    if (known !== undefined) return known.value;
    const value = make(asked);
    if (kept.size >= keptMax) kept.clear();
    kept.set(key, { value });
    return value;
  };
}
