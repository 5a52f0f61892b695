import { ok, type Result, refuse } from "../../kernel/index.ts";

/** Why an Izin is not entered by hand, or not decided. */
export type IzinEntryRefusal =
  | "sklo-not-waiting"
  | "izin-comes-from-oss"
  | "izin-entry-waiting"
  | "izin-entry-missing"
  | "izin-date-wrong"
  | "izin-file-missing"
  | "izin-own-entry"
  | "izin-own-company"
  | "izin-number-taken";

/** The facts for entering an Izin. */
export interface IzinEntryFacts {
  /** Whether the SKLO of the application is issued and has no licence yet. */
  readonly isWaiting: boolean;
  /** Whether OSS is configured and the application is linked to a licence there: then OSS is queried, and no manual entry is permitted. */
  readonly isOssAsked: boolean;
  readonly isEntered: boolean;
  readonly isOwnCompany: boolean;
  /** Local dates. */
  readonly skloOn: string;
  readonly today: string;
}

/** Decides whether an officer may enter an Izin; its date lies between its SKLO and today. */
export function decideIzinEntry(
  facts: IzinEntryFacts,
  entry: { readonly grantedOn: string },
): Result<"enter", IzinEntryRefusal> {
  if (!facts.isWaiting) return refuse("sklo-not-waiting");
  if (facts.isOssAsked) return refuse("izin-comes-from-oss");
  if (facts.isOwnCompany) return refuse("izin-own-company");
  if (facts.isEntered) return refuse("izin-entry-waiting");
  return entry.grantedOn < facts.skloOn || entry.grantedOn > facts.today ? refuse("izin-date-wrong") : ok("enter");
}

/** Decides whether a person may decide on another person's entry. */
export function decideIzinVerdict(
  facts: { readonly isWaiting: boolean; readonly enteredBy: string | null; readonly isOwnCompany: boolean },
  by: { readonly personId: string; readonly verdict: "confirm" | "refuse" },
): Result<"confirmed" | "refused", IzinEntryRefusal> {
  if (facts.enteredBy === null) return refuse("izin-entry-missing");
  if (facts.isOwnCompany) return refuse("izin-own-company");
  if (by.verdict === "refuse") return ok("refused");
  if (facts.enteredBy === by.personId) return refuse("izin-own-entry");
  return facts.isWaiting ? ok("confirmed") : refuse("sklo-not-waiting");
}
