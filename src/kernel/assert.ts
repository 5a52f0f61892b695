/** Thrown when something impossible happened; ends the request or call it happened in, never the process. */
class ImpossibleError extends Error {
  override readonly name = "ImpossibleError";
}

/** States a fact that cannot be false; stays on in production. Throws `ImpossibleError`. */
export function assert(fact: boolean, message: string): asserts fact {
  if (!fact) throw new ImpossibleError(message);
}

/** Unwraps a value that cannot be absent. Throws `ImpossibleError` naming `what`. */
export function present<Value>(value: Value | null | undefined, what: string): Value {
  if (value === null || value === undefined) throw new ImpossibleError(`${what} is absent`);
  return value;
}

/** Closes a switch over a union: stops compiling when a member is new. */
export function unreachable(value: never): never {
  throw new ImpossibleError(`unreachable: ${JSON.stringify(value)}`);
}
