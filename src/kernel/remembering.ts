/**
 * A function that remembers what `make` gave for the last questions, at most `keptMax` of them: then all are forgotten.
 * Only for answers that follow from the question alone and that nobody changes. A question that throws is not remembered.
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
