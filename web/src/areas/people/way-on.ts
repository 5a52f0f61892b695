/** Where a session leads: to the second factor first, if it stands in the way, then to where the person wanted. */
import type { SecondFactorStanding } from "../../data/types.ts";
import { safeBack } from "./safe-back.ts";

/** The address of the screen that asks for the second factor. */
export const GIVE_PATH = "/faktor-kedua";

/** The address of the screen that enrols one. */
export const ENROL_PATH = "/faktor-kedua/daftar";

/** The next address; `back` is kept on the way. */
export function wayOn(standing: SecondFactorStanding, back: string | undefined): string {
  if (standing !== "to-give" && standing !== "to-enrol") return safeBack(back);
  const path = standing === "to-give" ? GIVE_PATH : ENROL_PATH;
  return back === undefined ? path : `${path}?${new URLSearchParams({ back }).toString()}`;
}
