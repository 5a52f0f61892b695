import {
  citeRule,
  kbliNames,
  type Rulebook,
  type RuleId,
  readServiceRules,
  requirementsOfRules,
  rulesNamedBy,
} from "../../regulation/index.ts";
import type { LicenceCitation, LicenceRules } from "./licence-rules.shared.ts";

/** Rules that findings name beside those of the requirements. */
const FURTHER_RULES: readonly RuleId[] = ["service-kbli", "service-risk", "file-types", "file-megabytes-max"];

/** Reads the rules of a licence application; `today` (local date) determines the name of the activity. */
export function readLicenceRules(rulebook: Rulebook, today: string): LicenceRules {
  const { rules, version } = rulebook;
  const edition = requirementsOfRules(version);
  const { kbli, kbliSteps } = readServiceRules(rulebook);
  return {
    version,
    requirements: edition.requirements,
    functions: edition.functions,
    values: {
      kbliNames: kbliNames(kbliSteps, { code: kbli, date: today }),
      firstYearE1: rules["commitment-first-year-e1"].value,
      linesPerE1: rules["lines-per-e1"].value,
      bankFundsPercent: rules["bank-funds-percent-min"].value,
      shareLockPercent: rules["share-lock-percent"].value,
      shareholdingTiers: rules["shareholding-tiers"].value,
      needsCertificates: rules["device-certificate"].value,
      agreementMonthsLeft: rules["agreement-months-left-min"].value,
      expectsCloudInIndonesia: rules["cloud-in-indonesia"].value,
      validDays: { "kswp-valid-days": rules["kswp-valid-days"].value },
    },
    citations: citationsOf(rulebook, [...rulesNamedBy(edition), ...FURTHER_RULES]),
  };
}

function citationsOf({ rules, version }: Rulebook, ids: readonly RuleId[]): LicenceRules["citations"] {
  const ofRules = ids.map((id): readonly [string, LicenceCitation] => [id, citeRule(rules[id])]);
  const ofRequirements = requirementsOfRules(version).requirements.map(
    ({ key, clause, standing }): readonly [string, LicenceCitation] => [key, { id: key, clause, standing }],
  );
  return Object.fromEntries([...ofRequirements, ...ofRules]);
}
