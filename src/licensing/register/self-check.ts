import type { RuleId } from "../../regulation/index.ts";

/** The questions in order, with their answers. */
export const QUESTIONS = {
  who: ["business", "government", "person"],
  purpose: ["others", "own"],
  basis: ["yes", "no"],
  code: ["yes", "no"],
  means: ["self", "rent"],
  holding: ["yes", "no"],
} as const;

/** The name of a question. */
export type Question = keyof typeof QUESTIONS;

/** The answers so far. */
export type SelfCheckAnswers = { readonly [Asked in Question]?: (typeof QUESTIONS)[Asked][number] | undefined };

/** The outcomes of the check. */
export type SelfCheckOutcome =
  | "licence"
  | "additional"
  | "ask-operator"
  | "government-new"
  | "body-first"
  | "not-needed";

/** The next question, or the outcome with its rules. */
export type SelfCheckStep =
  | { readonly kind: "ask"; readonly question: Question }
  | { readonly kind: "answer"; readonly outcome: SelfCheckOutcome; readonly rules: readonly RuleId[] };

/** Evaluates the answers: returns the next missing question, or the outcome. Answers to irrelevant questions are ignored. */
export function selfCheck(answers: SelfCheckAnswers): SelfCheckStep {
  if (answers.who === undefined) return ask("who");
  if (answers.who === "government") return checkGovernment(answers);
  if (answers.purpose === undefined) return ask("purpose");
  if (answers.purpose === "own") return checkOwnCustomers(answers, answers.who);
  if (answers.who === "person") return answer("body-first", ["service-kbli", "service-product"]);
  if (answers.holding === undefined) return ask("holding");
  if (answers.holding === "yes")
    return answer("additional", ["additional-needs-codes", "additional-documents", "new-number-new-service"]);
  return answer("licence", ["service-kbli", "service-risk", "number-new-documents", "promise-number-new-operator"]);
}

/** The relevant questions in order, which a page repeats above its next question. */
export function countingQuestions(answers: SelfCheckAnswers): readonly Question[] {
  const counting: Question[] = [];
  const kept: { -readonly [Asked in Question]?: SelfCheckAnswers[Asked] } = {};
  for (let asked = 0; asked < Object.keys(QUESTIONS).length; asked += 1) {
    const step = selfCheck(kept);
    if (step.kind === "answer" || answers[step.question] === undefined) return counting;
    Object.assign(kept, { [step.question]: answers[step.question] });
    counting.push(step.question);
  }
  return counting;
}

function checkGovernment({ code, means, basis, holding }: SelfCheckAnswers): SelfCheckStep {
  if (code === undefined) return ask("code");
  if (code === "no") return answer("not-needed", ["own-customers-without-licence"]);
  if (means === undefined) return ask("means");
  if (means === "rent") return answer("ask-operator", ["own-code-for-operators-only", "transfer-allowed"]);
  if (basis === undefined) return ask("basis");
  if (basis === "no") return answer("ask-operator", ["government-own-service", "own-code-for-operators-only"]);
  if (holding === undefined) return ask("holding");
  if (holding === "yes")
    return answer("additional", ["additional-needs-codes", "additional-documents", "new-number-new-service"]);
  return answer("government-new", ["government-own-service", "promise-number-new-other"]);
}

/** A company that answers its own customers needs no licence; its number is rented, unless it already holds codes. */
function checkOwnCustomers({ code, means, holding }: SelfCheckAnswers, who: "business" | "person"): SelfCheckStep {
  if (code === undefined) return ask("code");
  if (code === "no") return answer("not-needed", ["own-customers-without-licence"]);
  if (who === "person") return answer("ask-operator", ["own-code-for-operators-only", "transfer-allowed"]);
  if (means === undefined) return ask("means");
  if (means === "rent") return answer("ask-operator", ["own-code-for-operators-only", "transfer-allowed"]);
  if (holding === undefined) return ask("holding");
  if (holding === "yes")
    return answer("additional", ["additional-needs-codes", "additional-documents", "new-number-new-service"]);
  return answer("ask-operator", ["own-code-for-operators-only", "transfer-allowed"]);
}

function ask(question: Question): SelfCheckStep {
  return { kind: "ask", question };
}

function answer(outcome: SelfCheckOutcome, rules: readonly RuleId[]): SelfCheckStep {
  return { kind: "answer", outcome, rules };
}
