/** Thrown on a violated invariant; ends the request or call in which it happens, never the process. */
class ImpossibleError extends Error {
  override readonly name = "ImpossibleError";
}

/** Asserts an invariant; also active in production. Throws `ImpossibleError`. */
export function assert(fact: boolean, message: string): asserts fact {
  if (!fact) throw new ImpossibleError(message);
}

/** Unwraps a value that cannot be absent. Throws `ImpossibleError` with the name `what`. */
export function present<Value>(value: Value | null | undefined, what: string): Value {
  if (value === null || value === undefined) throw new ImpossibleError(`${what} is absent`);
  return value;
}

/** Closes an exhaustive switch over a union: a new member is a compile error. */
export function unreachable(value: never): never {
  throw new ImpossibleError(`unreachable: ${JSON.stringify(value)}`);
}
