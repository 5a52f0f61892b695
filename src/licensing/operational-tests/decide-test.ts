import { ok, refuse, unreachable } from "../../kernel/index.ts";
import { verdictOf } from "./evidence/answers.ts";
import { refuseReport, signReport } from "./report/sign-report.ts";
import { moveTest, nameTeam, orderFieldCheck } from "./schedule/arrange-test.ts";
import { dayRefusal } from "./schedule/test-days.ts";
import { sendSkloBack, signSklo, stepSklo } from "./sklo/decide-sklo.ts";
import { chainRefusal } from "./test-chain.ts";
import { type CommandOf, type Decided, type TestCommand, unchanged } from "./test-decision.ts";
import type { TestFacts, TestPerson } from "./test-facts.ts";

/** Decides on a command; pure, so that a test can be replayed without a database. */
export function decideTest(facts: TestFacts, command: TestCommand, person: TestPerson): Decided {
  const refusal = chainRefusal(facts, command.command, person);
  return refusal === undefined ? carryOut(facts, command, person) : refuse(refusal);
}

function carryOut(facts: TestFacts, command: TestCommand, person: TestPerson): Decided {
  switch (command.command) {
    case "withdraw":
      return withdraw(facts, command.reason);
    case "grant-self-test":
    case "refuse-self-test":
      return answerMethod(facts, command);
    case "confirm-date":
      return facts.isMethodOpen ? refuse("test-method-open") : agree(facts);
    case "accept-date":
      return agree(facts);
    case "propose-date":
    case "wish-date":
      return nameDay(facts, command);
    case "move":
      return moveTest(facts, command.reason);
    case "name-team":
      return nameTeam(facts, command);
    case "order-field-check":
      return orderFieldCheck(facts, command.reason);
    case "declare-interest":
      return declareInterest(facts, command, person);
    case "begin":
      return begin(facts);
    case "record-no-show":
      return facts.testDay.daysAhead > 0
        ? refuse("test-day-not-come")
        : ok({ ...unchanged(facts), state: "missed", happens: "ends", note: command.reason });
    case "hand-in":
      return handIn(facts, command);
    case "draw-report":
      return drawReport(facts, command);
    case "reopen":
      return reopen(facts, command.reason);
    case "sign-report":
      return signReport(facts, command, person);
    case "refuse-report":
      return refuseReport(facts, command, person);
    case "prepare-sklo":
    case "endorse-sklo":
    case "propose-sklo":
      return stepSklo(facts, command, person);
    case "send-sklo-back":
      return sendSkloBack(facts, command.reason);
    case "sign-sklo":
      return signSklo(facts, command, person);
    default:
      return unreachable(command);
  }
}

function withdraw(facts: TestFacts, reason: string): Decided {
  const notice = facts.state === "scheduled" ? "cancelled" : null;
  return ok({
    ...unchanged(facts),
    state: "withdrawn",
    booking: "release",
    team: "release",
    notice,
    note: reason,
  });
}

/** Decides on the requested self-test; if granted, the team's day is released. */
function answerMethod(facts: TestFacts, command: CommandOf<"grant-self-test">): Decided {
  if (!facts.isMethodOpen) return refuse("test-method-not-asked");
  const same = { ...unchanged(facts), note: command.reason };
  return command.command === "grant-self-test"
    ? ok({ ...same, method: "self", methodAnswer: "granted", booking: "release" })
    : ok({ ...same, methodAnswer: "refused" });
}

/** Agrees on the proposed day, which was validated when it was proposed. */
function agree(facts: TestFacts): Decided {
  return facts.testDay.daysAhead < 0 ? refuse("test-day-past") : ok({ ...unchanged(facts), state: "confirmed" });
}

/** Proposes another day, by either side; the team's booking moves with it. */
function nameDay(facts: TestFacts, command: CommandOf<"propose-date"> | CommandOf<"wish-date">): Decided {
  const { askedDay, method, rules } = facts;
  if (facts.isMethodOpen && command.command === "propose-date") return refuse("test-method-open");
  if (askedDay === null || askedDay.date === facts.testDay.date) return refuse("test-day-same");
  const needsTeam = method === "site";
  const refusal = dayRefusal(askedDay, { ...rules, needsTeam });
  if (refusal !== undefined) return refuse(refusal);
  const isWish = command.command === "wish-date";
  return ok({
    ...unchanged(facts),
    state: isWish ? "requested" : "date-proposed",
    testDate: askedDay.date,
    booking: needsTeam ? { day: askedDay.date } : "keep",
    note: isWish ? null : command.reason,
  });
}

/** A team member who declares an interest leaves the team; a declared interest cannot be retracted. */
function declareInterest(facts: TestFacts, command: CommandOf<"declare-interest">, person: TestPerson): Decided {
  if (facts.interest === "declared") return refuse("interest-stands");
  if (command.hasInterest && command.note.trim() === "") return refuse("reason-missing");
  const same = { ...unchanged(facts), isDeskOnly: true, note: command.note };
  if (!command.hasInterest) return ok(same);
  const memberIds = facts.teamIds.filter((id) => id !== person.personId);
  const [first] = memberIds;
  const day = facts.fieldCheckDate ?? (facts.method === "site" ? facts.testDay.date : null);
  // Before the test begins, the day stays agreed and another team must be named; afterwards the remaining members continue.
  if (facts.state === "scheduled" && facts.method === "site")
    return ok({ ...same, state: "confirmed", team: "release" });
  if (first === undefined) return ok({ ...same, team: "release" });
  const leadId = facts.leadId === person.personId || facts.leadId === null ? first : facts.leadId;
  return ok({ ...same, team: { memberIds, leadId, day } });
}

/** A team member begins the test on its day or later; an on-site check of a self-test lets the evaluation continue. */
function begin(facts: TestFacts): Decided {
  const { state, today, fieldCheckDate, testDay } = facts;
  if (state === "handed-in") {
    if (fieldCheckDate !== null && today < fieldCheckDate) return refuse("test-day-not-come");
    return ok({ ...unchanged(facts), state: "running", happens: "begins", evaluation: ["resumed"] });
  }
  if (testDay.daysAhead > 0) return refuse("test-day-not-come");
  return ok({ ...unchanged(facts), state: "running", happens: "begins" });
}

/** Submits a self-test by its last day; its evaluation's processing time starts. */
function handIn(facts: TestFacts, command: CommandOf<"hand-in">): Decided {
  if (facts.testDay.daysAhead < 0) return refuse("test-day-past");
  const { taskLetterFileId, resultFileId } = command;
  return ok({
    ...unchanged(facts),
    state: "handed-in",
    handedIn: { taskLetterFileId, resultFileId },
    evaluation: ["started"],
  });
}

/** The verdict follows from the answers; a failure by an assumed limit counts only if the team confirms it. */
function drawReport(facts: TestFacts, command: CommandOf<"draw-report">): Decided {
  if (command.answersDigest !== facts.answersDigest) return refuse("test-answers-changed");
  const mandatory = new Set(facts.items.filter((item) => item.mandatory).map(({ key }) => key));
  const itemStates = facts.standing.filter(({ item }) => mandatory.has(item));
  if (itemStates.some(({ outcome }) => outcome === "open")) return refuse("test-items-open");
  if (facts.standing.some(({ isConflict }) => isConflict)) return refuse("test-answers-conflict");
  if (itemStates.some(({ isToConfirm }) => isToConfirm)) return refuse("test-limits-unconfirmed");
  return ok({
    ...unchanged(facts),
    state: "reported",
    happens: "ends",
    report: { verdict: verdictOf(facts.items, facts.standing), note: command.note },
    // The processing time of the evaluation is paused while the company may sign.
    evaluation: facts.method === "self" ? ["paused"] : [],
    note: command.note.trim() === "" ? null : command.note,
  });
}

/** An unsigned report may be withdrawn; the answers remain. */
function reopen(facts: TestFacts, reason: string): Decided {
  const { applicant, ministry } = facts.signed;
  if (applicant !== null || ministry !== null) return refuse("test-report-signed");
  const isSelf = facts.method === "self";
  const state = isSelf && facts.fieldCheckDate === null ? "handed-in" : "running";
  return ok({
    ...unchanged(facts),
    state,
    report: "take-back",
    evaluation: isSelf ? ["resumed"] : [],
    note: reason,
  });
}
