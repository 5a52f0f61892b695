import { ok, refuse, unreachable } from "../../kernel/index.ts";
import { verdictOf } from "./evidence/answers.ts";
import { refuseReport, signReport } from "./report/sign-report.ts";
import { moveTest, nameTeam, orderFieldCheck } from "./schedule/arrange-test.ts";
import { dayRefusal } from "./schedule/test-days.ts";
import { sendSkloBack, signSklo, stepSklo } from "./sklo/decide-sklo.ts";
import { chainRefusal } from "./test-chain.ts";
import { type CommandOf, type Decided, type TestCommand, unchanged } from "./test-decision.ts";
import type { TestFacts, TestPerson } from "./test-facts.ts";

/** Decides on a command; pure, so that a test can be read and replayed without its database. */
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

/** A company that may test itself needs no team's day any more. */
function answerMethod(facts: TestFacts, command: CommandOf<"grant-self-test">): Decided {
  if (!facts.isMethodOpen) return refuse("test-method-not-asked");
  const same = { ...unchanged(facts), note: command.reason };
  return command.command === "grant-self-test"
    ? ok({ ...same, method: "self", methodAnswer: "granted", booking: "release" })
    : ok({ ...same, methodAnswer: "refused" });
}

/** Both sides have the same day in view; it was fit for a test when it was named. */
function agree(facts: TestFacts): Decided {
  return facts.testDay.daysAhead < 0 ? refuse("test-day-past") : ok({ ...unchanged(facts), state: "confirmed" });
}

/** Another day, by whichever side; a team's place goes along with it. */
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

/** Whoever has an interest leaves the team; an interest is never taken back. */
function declareInterest(facts: TestFacts, command: CommandOf<"declare-interest">, person: TestPerson): Decided {
  if (facts.interest === "declared") return refuse("interest-stands");
  if (command.hasInterest && command.note.trim() === "") return refuse("reason-missing");
  const same = { ...unchanged(facts), isDeskOnly: true, note: command.note };
  if (!command.hasInterest) return ok(same);
  const memberIds = facts.teamIds.filter((id) => id !== person.personId);
  const [first] = memberIds;
  const day = facts.fieldCheckDate ?? (facts.method === "site" ? facts.testDay.date : null);
  // Before the test begins the day stays agreed and a team is named anew; afterwards the others go on.
  if (facts.state === "scheduled" && facts.method === "site")
    return ok({ ...same, state: "confirmed", team: "release" });
  if (first === undefined) return ok({ ...same, team: "release" });
  const leadId = facts.leadId === person.personId || facts.leadId === null ? first : facts.leadId;
  return ok({ ...same, team: { memberIds, leadId, day } });
}

/** On the day or after it, by somebody of the team; a look on site lets the evaluation go on. */
function begin(facts: TestFacts): Decided {
  const { state, today, fieldCheckDate, testDay } = facts;
  if (state === "handed-in") {
    if (fieldCheckDate !== null && today < fieldCheckDate) return refuse("test-day-not-come");
    return ok({ ...unchanged(facts), state: "running", happens: "begins", evaluation: ["resumed"] });
  }
  if (testDay.daysAhead > 0) return refuse("test-day-not-come");
  return ok({ ...unchanged(facts), state: "running", happens: "begins" });
}

/** A self test is handed in by its last day; from then on the ministry owes its evaluation. */
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

/** The verdict follows from the answers; what is assumed alone fails nobody until the team stands by it. */
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
    // While the company signs, the days of the evaluation stand still.
    evaluation: facts.method === "self" ? ["paused"] : [],
    note: command.note.trim() === "" ? null : command.note,
  });
}

/** A report that nobody has signed may be taken back; what was found stays. */
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
