/** What the fields of a part share: its values, the way to change them, what is found at each, and whether it may be changed. */
import { createContext, useContext } from "react";
import { valueAt } from "./at-path.ts";

/** What a field of a part needs. */
export interface PartScope {
  readonly value: unknown;
  readonly set: (path: string, next: unknown) => void;
  /** What is to be mended at a field, in words; undefined while nothing is known or it was not left yet. */
  readonly faultOf: (path: string) => string | undefined;
  readonly isLocked: boolean;
}

const NOTHING: PartScope = { value: {}, set: () => undefined, faultOf: () => undefined, isLocked: true };

/** The part that the fields below belong to. */
export const PartContext = createContext<PartScope>(NOTHING);

/** One value of the part and the way to change it. */
export function useAt(path: string): {
  readonly value: unknown;
  readonly set: (next: unknown) => void;
  readonly fault: string | undefined;
  readonly isLocked: boolean;
} {
  const scope = useContext(PartContext);
  return {
    value: valueAt(scope.value, path),
    set: (next) => scope.set(path, next),
    fault: scope.faultOf(path),
    isLocked: scope.isLocked,
  };
}
