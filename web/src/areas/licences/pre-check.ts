/** The pre-check in the browser: runs the server's code on the local input. */
import { queryOptions } from "@tanstack/react-query";
import type { LicenceRules } from "../../../../src/licensing/requirements/licence-rules.shared.ts";
import { preCheck } from "../../../../src/licensing/requirements/pre-check.shared.ts";
import {
  type ApplicableRequirement,
  type CompanyFacts,
  requirementsOf,
} from "../../../../src/licensing/requirements/required.shared.ts";
import { api, serverNowMs } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { officeToday } from "../../words/dates.ts";
import type { FileFacts, Licence, LicenceForm, PreCheckFinding } from "./licence-types.ts";

/** The rules and requirements of an application, and the current date at the ministry. */
export interface CheckFrame {
  readonly rules: LicenceRules;
  readonly company: CompanyFacts;
  readonly today: string;
}

/** The rules of one case: those of its version and the date on which it was started. */
export const licenceRulesQuery = ({ ruleVersion: version, createdAt }: Pick<Licence, "ruleVersion" | "createdAt">) => {
  const date = officeToday(Date.parse(createdAt));
  return queryOptions({
    queryKey: ["licence-rules", version, date],
    // The finding data is plain JSON of the server's rules; the API description leaves some strings untyped.
    queryFn: async () =>
      (await read(api.GET("/api/licence-rules", { params: { query: { version, date } } }))) as LicenceRules,
    staleTime: Number.POSITIVE_INFINITY,
  });
};

/** Data of a case that the pre-check needs in addition to the form. */
export function checkFrameOf(licence: Licence, rules: LicenceRules): CheckFrame {
  const { organisation, codes } = licence;
  const { name, npwp, nib, isGovernment, kbli, ownLicence } = organisation;
  const company = { name, npwp, nib, isGovernment, kbli, ownLicence, codes };
  return { rules, company, today: officeToday(serverNowMs()) };
}

/** The findings in a form, with the clause of each rule. */
export function findIn(
  licence: Licence,
  form: LicenceForm,
  { rules, company, today }: CheckFrame,
): readonly PreCheckFinding[] {
  const slots = licence.documents.map(({ slot, stated, facts }) => ({
    slot,
    stated,
    facts: (facts ?? null) as FileFacts | null,
  }));
  const found = preCheck({ caseId: licence.id, form, company, slots, rules, today });
  return found.map((finding) => ({ ...finding, rule: rules.citations[finding.rule] ?? null }));
}

/** The requirements that apply to a form, with all required files. */
export function applicableRequirementsOf(
  form: LicenceForm,
  { rules, company }: CheckFrame,
): readonly ApplicableRequirement[] {
  return requirementsOf(form, company, rules);
}
