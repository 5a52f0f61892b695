/** Where a session leads: to the second factor first, if it stands in the way, then to where the person wanted. */
import type { SecondFactorState } from "../../data/types.ts";
import { safeBack } from "./safe-back.ts";

/** The address of a screen that leads back afterwards. */
export function withBack(path: string, back: string | undefined): string {
  return back === undefined ? path : `${path}?back=${encodeURIComponent(back)}`;
}

/** Whether a second factor must be given or enrolled first. */
export const isInTheWay = (factorState: SecondFactorState): boolean => factorState.startsWith("to-");

/** The next address; `back` is kept on the way. */
export function wayOn(factorState: SecondFactorState, back: string | undefined): string {
  if (!isInTheWay(factorState)) return safeBack(back);
  return withBack(factorState === "to-give" ? "/faktor-kedua" : "/faktor-kedua/daftar", back);
}
