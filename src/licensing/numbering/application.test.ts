import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ActingPerson,
  type ApplicationCommand,
  type ApplicationFacts,
  decideApplication,
  possibleCommands,
} from "./application.ts";
import {
  APPLICATION_STATES,
  type ApplicationState,
  CHECK_ITEMS,
  COMMAND_NAMES,
  type CommandName,
} from "./application-words.ts";

const COMPANY = "company";
const nobody = { organisationIds: new Set<string>(), mayCheck: false, mayPropose: false, mayDecide: false };
const sides = {
  applicant: { ...nobody, personId: "applicant", organisationIds: new Set([COMPANY]) },
  checker: { ...nobody, personId: "checker", mayCheck: true },
  proposer: { ...nobody, personId: "proposer", mayPropose: true },
  decider: { ...nobody, personId: "decider", mayDecide: true },
  stranger: { ...nobody, personId: "stranger" },
} satisfies Readonly<Record<string, ActingPerson>>;
type Side = keyof typeof sides;

const accepted = CHECK_ITEMS.map(({ key }) => ({ key, verdict: "accepted" as const }));

/** A complete case in a state, with whoever must have acted before. */
function caseIn(state: ApplicationState, more: Partial<ApplicationFacts> = {}): ApplicationFacts {
  const isChecked = ["checking", "returned", "checked", "proposed", "approved", "rejected"].includes(state);
  const isProposed = ["proposed", "approved", "rejected"].includes(state);
  return {
    state,
    isPaused: false,
    organisationId: COMPANY,
    isOrganisationVerified: true,
    isNibBlocked: false,
    isHoldOpen: true,
    findings: 0,
    items: accepted,
    checkerId: isChecked ? "checker" : null,
    proposerId: isProposed ? "proposer" : null,
    proposedOutcome: isProposed ? "approve" : null,
    ...more,
  };
}

const orders: Readonly<Record<CommandName, ApplicationCommand>> = {
  submit: { command: "submit" },
  withdraw: { command: "withdraw" },
  take: { command: "take" },
  "check-item": { command: "check-item", key: "nib", verdict: "accepted", note: "", remedy: "" },
  return: { command: "return", note: "Perbaiki." },
  pause: { command: "pause", reason: "Menunggu." },
  resume: { command: "resume" },
  "finish-check": { command: "finish-check" },
  resubmit: { command: "resubmit" },
  propose: { command: "propose", outcome: "approve", reason: "Baik." },
  "send-back": { command: "send-back", reason: "Periksa lagi." },
  decide: { command: "decide", outcome: "approve", reason: "" },
};

/** Who may do what where, written by hand: state, side, and what he may ask for. Everything else is refused. */
const TABLE: Readonly<
  Partial<
    Record<ApplicationState, Readonly<Partial<Record<Side, Readonly<Partial<Record<CommandName, ApplicationState>>>>>>>
  >
> = {
  draft: { applicant: { submit: "submitted", withdraw: "withdrawn" } },
  submitted: { applicant: { withdraw: "withdrawn" }, checker: { take: "checking" } },
  checking: {
    applicant: { withdraw: "withdrawn" },
    checker: { "check-item": "checking", pause: "checking", "finish-check": "checked" },
  },
  returned: { applicant: { withdraw: "withdrawn", resubmit: "checking" } },
  checked: { applicant: { withdraw: "withdrawn" }, proposer: { propose: "proposed", "send-back": "checking" } },
  proposed: { applicant: { withdraw: "withdrawn" }, decider: { decide: "approved", "send-back": "checked" } },
};

const every = APPLICATION_STATES.flatMap((state) =>
  COMMAND_NAMES.flatMap((name) => (Object.keys(sides) as Side[]).map((side) => ({ state, name, side }))),
);

describe("a decision on an application", () => {
  it.each(every)("in $state: $name by $side", ({ state, name, side }) => {
    const decided = decideApplication(caseIn(state), orders[name], sides[side]);
    expect(decided.ok ? decided.value.state : "refused").toBe(TABLE[state]?.[side]?.[name] ?? "refused");
  });

  it.each(["approved", "rejected", "withdrawn"] as const)("is final in %s: nobody can do anything more", (state) => {
    for (const person of Object.values(sides)) expect(possibleCommands(caseIn(state), person)).toEqual([]);
  });

  it.each([
    ["the company is not verified", { isOrganisationVerified: false }, "organisation-not-verified"],
    ["OSS keeps the NIB frozen or revoked", { isNibBlocked: true }, "nib-not-in-force"],
    ["the hold has ended", { isHoldOpen: false }, "hold-ended"],
    ["the pre-check still finds a fault", { findings: 1 }, "findings-open"],
  ])("refuses a submission when %s", (_why, facts, refusal) => {
    expect(decideApplication(caseIn("draft", facts), orders.submit, sides.applicant)).toEqual({ ok: false, refusal });
  });

  it("lets nothing but resuming and withdrawing through while the promise is paused", () => {
    const paused = caseIn("checking", { isPaused: true });
    expect(possibleCommands(paused, sides.checker)).toEqual(["resume"]);
    expect(possibleCommands(paused, sides.applicant)).toEqual(["withdraw"]);
  });

  it("cannot be an approval while one item is not accepted, whoever proposes it", () => {
    for (const verdict of ["open", "returned"] as const) {
      const items = [{ key: "nib", verdict }, ...accepted.slice(1)];
      expect(decideApplication(caseIn("proposed", { items }), orders.decide, sides.decider).ok).toBe(false);
    }
  });

  it("against the proposal, or a rejection, needs a reason", () => {
    const reject = { command: "decide", outcome: "reject", reason: " " } as const;
    const refusal = { ok: false, refusal: "reason-missing" };
    expect(decideApplication(caseIn("proposed"), reject, sides.decider)).toEqual(refusal);
    const against = caseIn("proposed", { proposedOutcome: "reject" });
    expect(decideApplication(against, orders.decide, sides.decider)).toEqual(refusal);
  });
});

interface Played {
  readonly facts: ApplicationFacts;
  readonly deciderId: string | null;
}

/** Carries out one command as the store would, when it is allowed. */
function played(before: Played, order: ApplicationCommand, person: ActingPerson): Played {
  const decided = decideApplication(before.facts, order, person);
  if (!decided.ok) return before;
  const { state, becomes, item, promise, outcome, reopenReturnedItems } = decided.value;
  const items = before.facts.items
    .map((known) => (known.key === item?.key ? { key: known.key, verdict: item.verdict } : known))
    .map((known) =>
      reopenReturnedItems && known.verdict === "returned" ? { ...known, verdict: "open" as const } : known,
    );
  const facts = {
    ...before.facts,
    state,
    items,
    isPaused: promise === "paused" ? state === "checking" : promise === "resumed" ? false : before.facts.isPaused,
    ...(becomes === "checker" ? { checkerId: person.personId } : {}),
    ...(becomes === "proposer" ? { proposerId: person.personId, proposedOutcome: outcome } : {}),
  };
  return { facts, deciderId: becomes === "decider" ? person.personId : before.deciderId };
}

/** Four people who hold any mix of offices, one of them possibly of the company. */
const crowd = fc.array(
  fc.record({ mayCheck: fc.boolean(), mayPropose: fc.boolean(), mayDecide: fc.boolean(), isOwner: fc.boolean() }),
  { minLength: 4, maxLength: 4 },
);
const moves = fc.array(
  fc.tuple(
    fc.nat(4),
    fc.constantFrom(...COMMAND_NAMES),
    fc.constantFrom(...CHECK_ITEMS.map(({ key }) => key)),
    fc.constantFrom("accepted" as const, "returned" as const),
    fc.constantFrom("approve" as const, "reject" as const),
  ),
  { maxLength: 60 },
);

function orderOf(
  move: readonly [number, CommandName, string, "accepted" | "returned", "approve" | "reject"],
): ApplicationCommand {
  const [, name, key, verdict, outcome] = move;
  const order = orders[name];
  if (order.command === "check-item") return { ...order, key, verdict, note: "Salah.", remedy: "Perbaiki." };
  if (order.command === "propose" || order.command === "decide") return { ...order, outcome, reason: "Alasan." };
  return order;
}

describe("whatever happens to a case", () => {
  it("nobody checks, proposes and decides more than one of the three, and nobody of the company any", () => {
    fc.assert(
      fc.property(crowd, moves, (offices, steps) => {
        const owner = sides.applicant;
        const people: readonly ActingPerson[] = [
          owner,
          ...offices.map(({ isOwner, ...may }, nth) => ({
            ...may,
            personId: `person-${nth}`,
            organisationIds: new Set(isOwner ? [COMPANY] : []),
          })),
        ];
        const open = CHECK_ITEMS.map(({ key }) => ({ key, verdict: "open" as const }));
        let now: Played = { facts: caseIn("draft", { items: open }), deciderId: null };
        for (const step of steps) {
          const person = people[step[0]];
          if (person !== undefined) now = played(now, orderOf(step), person);
          const hands = [now.facts.checkerId, now.facts.proposerId, now.deciderId].filter((id) => id !== null);
          expect(new Set(hands).size).toBe(hands.length);
          const ofCompany = people.filter(({ organisationIds }) => organisationIds.has(COMPANY));
          expect(ofCompany.some(({ personId }) => hands.includes(personId))).toBe(false);
          if (now.facts.state === "approved")
            expect(now.facts.items.every(({ verdict }) => verdict === "accepted")).toBe(true);
        }
      }),
      { numRuns: 2_000, seed: 20_261_125 },
    );
  });

  it("an approval is reached by chance as well, so that the property above means something", () => {
    const steps: readonly (readonly [Side, CommandName])[] = [
      ["applicant", "submit"],
      ["checker", "take"],
      ["checker", "finish-check"],
      ["proposer", "propose"],
      ["decider", "decide"],
    ];
    const end = steps.reduce<Played>((now, [side, name]) => played(now, orders[name], sides[side]), {
      facts: caseIn("draft"),
      deciderId: null,
    });
    expect(end).toMatchObject({
      facts: { state: "approved", checkerId: "checker", proposerId: "proposer" },
      deciderId: "decider",
    });
  });
});
