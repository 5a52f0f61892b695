/** State that is reset when an external value changes. */
import { useCallback, useState } from "react";

/**
 * State that lasts while `of` is unchanged; a new `of` sets a new initial value computed from the previous state. The
 * reset happens during render, because an effect would run after paint and discard input made before it.
 */
export function useStateOf<Value>(
  of: string,
  begin: (before: Value | undefined) => Value,
): readonly [Value, (change: (before: Value) => Value) => void] {
  const [held, setHeld] = useState(() => ({ of, value: begin(undefined) }));
  if (held.of !== of) setHeld({ of, value: begin(held.value) });
  const change = useCallback(
    (next: (before: Value) => Value) => setHeld((before) => ({ ...before, value: next(before.value) })),
    [],
  );
  return [held.value, change];
}
