/** Context of the fields of a part: values, setter, findings at each field, and whether the part can be edited. */
import { createContext, useContext } from "react";
import { valueAt } from "./at-path.ts";

/** Context of a field of a part. */
export interface PartScope {
  readonly value: unknown;
  readonly set: (path: string, next: unknown) => void;
  /** The error text of a field; undefined while there is none or the field has not been left yet. */
  readonly faultOf: (path: string) => string | undefined;
  readonly isLocked: boolean;
}

const NOTHING: PartScope = { value: {}, set: () => undefined, faultOf: () => undefined, isLocked: true };

/** The context of the enclosing part. */
export const PartContext = createContext<PartScope>(NOTHING);

/** A value of the part and its setter. */
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
