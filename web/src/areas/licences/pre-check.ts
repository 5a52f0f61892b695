/** The pre-check in the browser: the server's own code, on what is typed by now. */
import { queryOptions } from "@tanstack/react-query";
import type { LicenceRules } from "../../../../src/licensing/requirements/licence-rules.shared.ts";
import { preCheck } from "../../../../src/licensing/requirements/pre-check.shared.ts";
import {
  type AskedRequirement,
  type CompanyFacts,
  requirementsOf,
} from "../../../../src/licensing/requirements/required.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { FileFacts, Licence, LicenceForm, PreCheckFinding } from "./licence-types.ts";

/** What an application is checked by, and today's date at the ministry. */
export interface CheckFrame {
  readonly rules: LicenceRules;
  readonly company: CompanyFacts;
  readonly today: string;
}

/** Rules and facts of the company, as the server checks by them. */
export const checkFrameQuery = (id: string) =>
  queryOptions({
    queryKey: ["licence-frame", id],
    queryFn: async () =>
      (await read(api.GET("/api/licences/{id}/check-frame", { params: { path: { id } } }))) as CheckFrame,
    staleTime: 60_000,
  });

/** What is found in a form, with the clause of each rule. */
export function findIn(
  licence: Licence,
  form: LicenceForm,
  { rules, company, today }: CheckFrame,
): readonly PreCheckFinding[] {
  const slots = licence.documents.map(({ slot, stated, facts }) => ({
    ...{ slot, stated },
    facts: (facts ?? null) as FileFacts | null,
  }));
  const found = preCheck({ caseId: licence.id, form, company, slots, rules, today });
  return found.map((finding) => ({ ...finding, rule: rules.citations[finding.rule] ?? null }));
}

/** The requirements as they apply to a form, with every file that is asked for. */
export function askedOf(form: LicenceForm, { rules, company }: CheckFrame): readonly AskedRequirement[] {
  return requirementsOf(form, company, rules);
}
