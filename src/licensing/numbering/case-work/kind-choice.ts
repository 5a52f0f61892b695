import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { CodeRequestKind } from "../cases/application-kind.ts";

/** Facts about an organisation before it chooses the kind of its application. */
export interface KindFacts {
  readonly isGovernment: boolean;
  /** Whether the NIB of a business includes the KBLI of the service, licensed or applied for. */
  readonly hasServiceInNib: boolean;
  /** A government body's answer whether its legal basis assigns the service to it; null until answered. */
  readonly ownService: boolean | null;
  /** Number of active codes of the service, assigned by a decree of this system or an imported one. */
  readonly activeCodes: number;
  /** Names of the services that the organisation holds codes for; empty without codes. */
  readonly services: readonly string[];
}

/** Why a choice of kind is refused. */
export type KindRefusal =
  | "service-not-in-nib"
  | "own-service-needed"
  | "kind-needs-codes"
  | "new-service-missing"
  | "new-service-known";

/** The rule behind each refusal and proposal. */
export const KIND_CHOICE_RULES: Readonly<Record<KindRefusal, string>> = {
  "service-not-in-nib": "service-kbli",
  "own-service-needed": "government-own-service",
  "kind-needs-codes": "additional-needs-codes",
  "new-service-missing": "new-number-new-service",
  "new-service-known": "new-number-new-service",
};

/** The proposed kind: Nomor Tambahan for a holder of codes of the service, else Nomor Baru. */
export function fittingKind(facts: Pick<KindFacts, "activeCodes">): CodeRequestKind {
  return facts.activeCodes > 0 ? "additional" : "new";
}

/** Why the organisation may not apply for a code; undefined if it may. */
export function eligibilityRefusal(facts: KindFacts): KindRefusal | undefined {
  if (facts.isGovernment) return facts.ownService === true ? undefined : "own-service-needed";
  return facts.hasServiceInNib ? undefined : "service-not-in-nib";
}

/** Validates the chosen kind, or returns the refusal; without a choice, the proposed kind. */
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

/** Why `name` is not a new service for a Nomor Baru of a code holder; undefined if no service has a code yet. */
export function newServiceRefusal(
  services: readonly string[],
  name: string,
): "new-service-missing" | "new-service-known" | undefined {
  if (services.length === 0) return undefined;
  const compared = comparedName(name);
  if (compared.length < SERVICE_NAME_MIN) return "new-service-missing";
  return services.some((service) => comparedName(service) === compared) ? "new-service-known" : undefined;
}

/** Normalises a name for comparison: only letters and digits count. */
function comparedName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
