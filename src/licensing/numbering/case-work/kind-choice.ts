import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { CodeRequestKind } from "../cases/application-kind.ts";

/** What is known about a body before it chooses the kind of its application. */
export interface KindFacts {
  readonly isGovernment: boolean;
  /** Whether the NIB of a business holds the line of business of the service, licensed or applied for. */
  readonly hasServiceInNib: boolean;
  /** A government body's answer: does its legal basis give it the service itself? null while not answered. */
  readonly ownService: boolean | null;
  /** How many active codes of the service it holds, by a decree of ours or an imported one. */
  readonly activeCodes: number;
  /** Names of the services that it holds codes for; empty without codes. */
  readonly services: readonly string[];
}

/** Why a choice is refused, each with its rule. */
export type KindRefusal =
  | "service-not-in-nib"
  | "own-service-needed"
  | "kind-needs-codes"
  | "new-service-missing"
  | "new-service-known";

/** The rule behind each refusal and each proposal. */
export const KIND_CHOICE_RULES: Readonly<Record<KindRefusal, string>> = {
  "service-not-in-nib": "service-kbli",
  "own-service-needed": "government-own-service",
  "kind-needs-codes": "additional-needs-codes",
  "new-service-missing": "new-number-new-service",
  "new-service-known": "new-number-new-service",
};

/** The kind that is proposed: Tambahan for a holder of codes of the service, else Baru. */
export function fittingKind(facts: Pick<KindFacts, "activeCodes">): CodeRequestKind {
  return facts.activeCodes > 0 ? "additional" : "new";
}

/** Why the body may not apply for a code of its own at all; undefined when it may. */
export function eligibilityRefusal(facts: KindFacts): KindRefusal | undefined {
  if (facts.isGovernment) return facts.ownService === true ? undefined : "own-service-needed";
  return facts.hasServiceInNib ? undefined : "service-not-in-nib";
}

/** Takes a choice of kind, or names the rule against it; without a choice it is the fitting kind. */
export function chooseKind(
  facts: KindFacts,
  choice: CodeRequestKind | undefined,
): Result<CodeRequestKind, KindRefusal> {
  const standing = eligibilityRefusal(facts);
  if (standing !== undefined) return refuse(standing);
  const kind = choice ?? fittingKind(facts);
  return kind === "additional" && facts.activeCodes === 0 ? refuse("kind-needs-codes") : ok(kind);
}

const SERVICE_NAME_MIN = 3;

/** Why a Nomor Baru of a holder is not for a new service of this name; undefined where no service has a code yet. */
export function newServiceRefusal(
  services: readonly string[],
  name: string,
): "new-service-missing" | "new-service-known" | undefined {
  if (services.length === 0) return undefined;
  const compared = comparedName(name);
  if (compared.length < SERVICE_NAME_MIN) return "new-service-missing";
  return services.some((service) => comparedName(service) === compared) ? "new-service-known" : undefined;
}

/** A name in which only letters and digits count. */
function comparedName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
