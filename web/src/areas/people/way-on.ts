/** The page after a login: the second factor if required, then the requested page. */
import type { SecondFactorState } from "../../data/types.ts";
import { safeBack } from "./safe-back.ts";

/** The URL of a screen with a return path. */
export function withBack(path: string, back: string | undefined): string {
  return back === undefined ? path : `${path}?back=${encodeURIComponent(back)}`;
}

/** Whether a second factor must be entered or enrolled first. */
export const isInTheWay = (factorState: SecondFactorState): boolean => factorState.startsWith("to-");

/** The next URL; `back` is passed on. */
export function wayOn(factorState: SecondFactorState, back: string | undefined): string {
  if (!isInTheWay(factorState)) return safeBack(back);
  return withBack(factorState === "to-give" ? "/faktor-kedua" : "/faktor-kedua/daftar", back);
}
