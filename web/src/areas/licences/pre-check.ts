/** The pre-check in the browser: the server's own code, on what is typed by now. */
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

/** What an application is checked by, and today's date at the ministry. */
export interface CheckFrame {
  readonly rules: LicenceRules;
  readonly company: CompanyFacts;
  readonly today: string;
}

/** The rules of one case: those of the version and the day it was begun under. */
export const licenceRulesQuery = ({ ruleVersion: version, createdAt }: Pick<Licence, "ruleVersion" | "createdAt">) => {
  const date = officeToday(Date.parse(createdAt));
  return queryOptions({
    queryKey: ["licence-rules", version, date],
    // What a finding rests on is plain data of the server's own rules; its description leaves some words open.
    queryFn: async () =>
      (await read(api.GET("/api/licence-rules", { params: { query: { version, date } } }))) as LicenceRules,
    staleTime: Number.POSITIVE_INFINITY,
  });
};

/** Everything that a case is checked by beside its own form. */
export function checkFrameOf(licence: Licence, rules: LicenceRules): CheckFrame {
  const { organisation, codes } = licence;
  const { name, npwp, nib, isGovernment, kbli, ownLicence } = organisation;
  const company = { name, npwp, nib, isGovernment, kbli, ownLicence, codes };
  return { rules, company, today: officeToday(serverNowMs()) };
}

/** What is found in a form, with the clause of each rule. */
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

/** The requirements as they apply to a form, with every file that is asked for. */
export function applicableRequirementsOf(
  form: LicenceForm,
  { rules, company }: CheckFrame,
): readonly ApplicableRequirement[] {
  return requirementsOf(form, company, rules);
}
