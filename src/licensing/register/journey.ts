import type { LawId, RuleId } from "../../regulation/index.ts";

/** One step from the NIB to a licence in use, with the rules for its days, documents and further facts. */
export interface JourneyStep {
  readonly id: "nib" | "registration" | "numbering" | "licence" | "evaluation" | "test" | "sklo" | "oss" | "after";
  /** The system of the step: Sambung, or OSS RBA. */
  readonly place: "here" | "oss";
  /** The ministry's processing time, in working days. */
  readonly days: readonly RuleId[];
  readonly documents: readonly RuleId[];
  readonly facts: readonly RuleId[];
  /** The laws that govern the step. */
  readonly laws: readonly LawId[];
}

/** All steps, in order. */
export const JOURNEY: readonly JourneyStep[] = [
  {
    id: "nib",
    place: "oss",
    days: [],
    documents: [],
    facts: ["service-kbli", "service-risk", "service-product"],
    laws: ["uu-6-2023"],
  },
  {
    id: "registration",
    place: "here",
    days: ["promise-account-verification"],
    documents: ["registration-documents", "registration-documents-government"],
    facts: ["file-megabytes-max", "letter-of-authority-months-max"],
    laws: ["pm-5-2021"],
  },
  {
    id: "numbering",
    place: "here",
    days: ["promise-number-new-operator", "promise-number-new-other", "promise-number-additional"],
    documents: ["number-new-documents", "additional-documents"],
    facts: ["hold-minutes", "one-open-new-request"],
    laws: ["uu-6-2023", "pm-14-2018", "pm-5-2021"],
  },
  {
    id: "licence",
    place: "here",
    days: [],
    documents: ["licence-documents"],
    facts: ["commitment-first-year-e1", "lines-per-e1", "service-standards"],
    laws: ["uu-6-2023", "pm-13-2019", "perdirjen-ppi-1-2023"],
  },
  {
    id: "evaluation",
    place: "here",
    days: ["promise-licence-evaluation"],
    documents: [],
    facts: ["repair-working-days", "promise-restarts-max"],
    laws: ["kepdirtel-57-2022"],
  },
  {
    id: "test",
    place: "here",
    days: [],
    documents: [],
    facts: ["test-method", "test-request-days-ahead-min"],
    laws: ["pm-5-2021"],
  },
  {
    id: "sklo",
    place: "here",
    days: ["promise-sklo-site-test", "promise-sklo-self-test"],
    documents: [],
    facts: [],
    laws: ["pm-5-2021", "kepdirtel-57-2022"],
  },
  {
    id: "oss",
    place: "oss",
    days: [],
    documents: [],
    facts: ["service-product", "service-fee"],
    laws: ["uu-6-2023"],
  },
  {
    id: "after",
    place: "here",
    days: [],
    documents: [],
    facts: ["usage-report-template", "usage-report-yearly-due", "unused-revocable-months"],
    laws: ["pm-14-2018", "pm-5-2021"],
  },
];
