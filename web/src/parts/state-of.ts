/** State that belongs to a value from outside, and begins anew with it. */
import { useCallback, useState } from "react";

/**
 * State for as long as `of` stays; another one begins it anew, from what it was before. This happens in the render: an
 * effect comes after the screen is painted, and would take away what somebody typed or pressed before it came.
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
