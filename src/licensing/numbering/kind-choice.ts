import { ok, type Result, refuse } from "../../kernel/index.ts";
import type { AskingKind } from "./application-kind.ts";

/** What is known about a body before it chooses the kind of its application. */
export interface KindFacts {
  readonly isGovernment: boolean;
  /** Whether the NIB of a business holds the line of business of the service, licensed or applied for. */
  readonly hasServiceInNib: boolean;
  /** A government body's answer: does its legal basis give it the service itself? null while not answered. */
  readonly ownService: boolean | null;
  /** How many active codes of the service it holds, by a decree of ours or an imported one. */
  readonly activeCodes: number;
}

/** Why a choice is refused, each with its rule. */
export type KindRefusal = "service-not-in-nib" | "own-service-needed" | "kind-has-codes" | "kind-needs-codes";

/** The rule behind each refusal and each proposal. */
export const KIND_CHOICE_RULES: Readonly<Record<KindRefusal, string>> = {
  "service-not-in-nib": "service-kbli",
  "own-service-needed": "government-own-service",
  "kind-has-codes": "additional-needs-codes",
  "kind-needs-codes": "additional-needs-codes",
};

/** The kind that fits: Tambahan for whoever holds codes of the service, else Baru. */
export function fittingKind(facts: Pick<KindFacts, "activeCodes">): AskingKind {
  return facts.activeCodes > 0 ? "additional" : "new";
}

/** Why the body may not apply for a code of its own at all; undefined when it may. */
export function standingRefusal(facts: KindFacts): KindRefusal | undefined {
  if (facts.isGovernment) return facts.ownService === true ? undefined : "own-service-needed";
  return facts.hasServiceInNib ? undefined : "service-not-in-nib";
}

/** Takes a choice of kind, or names the rule against it. Without a wish it is the fitting kind. */
export function chooseKind(facts: KindFacts, wish: AskingKind | undefined): Result<AskingKind, KindRefusal> {
  const standing = standingRefusal(facts);
  if (standing !== undefined) return refuse(standing);
  const fitting = fittingKind(facts);
  if (wish === undefined || wish === fitting) return ok(fitting);
  return refuse(wish === "new" ? "kind-has-codes" : "kind-needs-codes");
}
