import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ApplicationCommand, decideApplication, possibleCommands } from "./application.ts";
import type { ActingPerson, ApplicationFacts, Assignee, ItemFacts } from "./application-facts.ts";
import { type ApplicationKind, CODE_REQUEST_KINDS, KIND_RULES } from "./application-kind.ts";
import { APPLICATION_STATES, type ApplicationState, COMMAND_NAMES, type CommandName } from "./application-words.ts";

const COMPANY = "company";
const nobody = {
  organisationIds: new Set<string>(),
  mayAssign: false,
  mayCheck: false,
  mayEndorse: false,
  mayPropose: false,
  mayDecide: false,
};
const sides = {
  applicant: { ...nobody, personId: "applicant", organisationIds: new Set([COMPANY]) },
  assigner: { ...nobody, personId: "assigner", mayAssign: true },
  checker: { ...nobody, personId: "checker", mayCheck: true },
  endorser: { ...nobody, personId: "endorser", mayEndorse: true },
  proposer: { ...nobody, personId: "proposer", mayPropose: true },
  decider: { ...nobody, personId: "decider", mayDecide: true },
  stranger: { ...nobody, personId: "stranger" },
} satisfies Readonly<Record<string, ActingPerson>>;
type Side = keyof typeof sides;

const OTHER: Assignee = { personId: "other-officer", organisationIds: new Set(), mayCheck: true };

function itemsOf(kind: ApplicationKind, verdict: ItemFacts["verdict"]): readonly ItemFacts[] {
  return KIND_RULES[kind].items.map(({ key }) => ({ key, verdict, checkedBy: verdict === "open" ? null : "checker" }));
}

const accepted = itemsOf("new", "accepted");

/** A complete case in a state, with the officers who must have acted before. */
function caseIn(state: ApplicationState, more: Partial<ApplicationFacts> = {}): ApplicationFacts {
  const isEnded = state === "approved" || state === "rejected";
  const isProposed = state === "proposed" || isEnded;
  const isEndorsed = state === "endorsed" || isProposed;
  const isChecked = ["checking", "returned", "checked"].includes(state) || isEndorsed;
  return {
    kind: "new",
    state,
    isPaused: false,
    organisationId: COMPANY,
    isOrganisationVerified: true,
    isNibBlocked: false,
    isHoldOpen: true,
    isCodeTheirs: true,
    hasOtherCase: false,
    answer: "over",
    findings: 0,
    items: isChecked ? accepted : itemsOf("new", "open"),
    checkerId: isChecked ? "checker" : null,
    endorserId: isEndorsed ? "endorser" : null,
    proposerId: isProposed ? "proposer" : null,
    proposedOutcome: isProposed ? "approve" : null,
    mandateRefusal: null,
    assignee: OTHER,
    ...more,
  };
}

const orders: Readonly<Record<CommandName, ApplicationCommand>> = {
  submit: { command: "submit" },
  withdraw: { command: "withdraw" },
  assign: { command: "assign", personId: OTHER.personId },
  unassign: { command: "unassign" },
  take: { command: "take" },
  "check-item": { command: "check-item", key: "nib", verdict: "accepted", note: "", remedy: "" },
  return: { command: "return", note: "Perbaiki." },
  pause: { command: "pause", reason: "Menunggu." },
  resume: { command: "resume" },
  "finish-check": { command: "finish-check" },
  resubmit: { command: "resubmit" },
  endorse: { command: "endorse", note: "" },
  propose: { command: "propose", outcome: "approve", reason: "Baik." },
  "send-back": { command: "send-back", reason: "Periksa lagi." },
  decide: { command: "decide", outcome: "approve", reason: "" },
  answer: { command: "answer", text: "Kode dipakai.", fileId: null },
  annul: { command: "annul", reason: "Keliru." },
};

/** The permitted commands by state and side, written by hand, with the resulting state. Everything else is refused. */
const TABLE: Readonly<
  Partial<
    Record<ApplicationState, Readonly<Partial<Record<Side, Readonly<Partial<Record<CommandName, ApplicationState>>>>>>>
  >
> = {
  draft: { applicant: { submit: "submitted", withdraw: "withdrawn" } },
  submitted: {
    applicant: { withdraw: "withdrawn" },
    assigner: { assign: "checking" },
    checker: { take: "checking" },
  },
  checking: {
    applicant: { withdraw: "withdrawn" },
    assigner: { assign: "checking", unassign: "submitted" },
    checker: { "check-item": "checking", pause: "checking", "finish-check": "checked", unassign: "submitted" },
  },
  returned: { applicant: { withdraw: "withdrawn", resubmit: "checking" }, assigner: { assign: "returned" } },
  checked: { applicant: { withdraw: "withdrawn" }, endorser: { endorse: "endorsed", "send-back": "checking" } },
  endorsed: { applicant: { withdraw: "withdrawn" }, proposer: { propose: "proposed", "send-back": "checked" } },
  proposed: { applicant: { withdraw: "withdrawn" }, decider: { decide: "approved", "send-back": "endorsed" } },
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

  it("carries the code of its refusal", () => {
    const refusalOf = (facts: ApplicationFacts, name: CommandName, person: ActingPerson) => {
      const decided = decideApplication(facts, orders[name], person);
      return decided.ok ? undefined : decided.refusal;
    };
    const ofCompany = { ...sides.checker, organisationIds: new Set([COMPANY]) };
    expect(refusalOf(caseIn("submitted"), "take", sides.stranger)).toBe("not-your-case");
    expect(refusalOf(caseIn("draft"), "take", sides.checker)).toBe("command-not-now");
    expect(refusalOf(caseIn("submitted"), "annul", sides.assigner)).toBe("command-not-now");
    expect(refusalOf(caseIn("submitted", { kind: "revocation" }), "withdraw", sides.applicant)).toBe("command-not-now");
    expect(refusalOf(caseIn("checking", { isPaused: true }), "finish-check", sides.checker)).toBe("promise-paused");
    expect(refusalOf(caseIn("submitted"), "take", ofCompany)).toBe("conflict-of-interest");
  });

  it("lets nothing but resuming, reassigning and withdrawing through while the promise is paused", () => {
    const paused = caseIn("checking", { isPaused: true });
    expect(possibleCommands(paused, sides.checker)).toEqual(["resume"]);
    expect(possibleCommands(paused, sides.assigner)).toEqual(["assign"]);
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

describe("giving a case to an officer", () => {
  const assigned = (state: ApplicationState, more: Partial<ApplicationFacts>) => {
    const decided = decideApplication(caseIn(state, more), orders.assign, sides.assigner);
    return decided.ok ? decided.value.hands.checkerId : decided.refusal;
  };

  it("hands it over, at the first assignment and at every later one", () => {
    expect(assigned("submitted", {})).toBe(OTHER.personId);
    expect(assigned("checking", {})).toBe(OTHER.personId);
    expect(assigned("returned", {})).toBe(OTHER.personId);
  });

  it.each([
    ["nobody is known by that name", { assignee: null }, "assignee-unfit"],
    ["he is no officer of this team", { assignee: { ...OTHER, mayCheck: false } }, "assignee-unfit"],
    ["he belongs to the company", { assignee: { ...OTHER, organisationIds: new Set([COMPANY]) } }, "assignee-conflict"],
    ["he has it already", { assignee: { ...OTHER, personId: "checker" } }, "assignee-same"],
    ["he has endorsed it", { assignee: OTHER, endorserId: OTHER.personId }, "four-eyes"],
    ["the officer has proposed its outcome", { assignee: OTHER, proposerId: OTHER.personId }, "four-eyes"],
  ])("is refused when %s", (_why, facts, refusal) => {
    expect(assigned("checking", facts)).toBe(refusal);
  });

  it("does not wash the hands of whoever judged an item before", () => {
    const facts = caseIn("checked", { checkerId: OTHER.personId });
    const person = { ...sides.endorser, personId: "checker" };
    expect(decideApplication(facts, orders.endorse, person)).toEqual({ ok: false, refusal: "four-eyes" });
  });
});

describe("separation of duties", () => {
  const officer: ActingPerson = {
    personId: "officer",
    organisationIds: new Set(),
    mayAssign: true,
    mayCheck: true,
    mayEndorse: true,
    mayPropose: true,
    mayDecide: true,
  };
  const { personId } = officer;
  const refusalOf = (state: ApplicationState, name: CommandName, hands: Partial<ApplicationFacts>) => {
    const decided = decideApplication(caseIn(state, hands), orders[name], officer);
    return decided.ok ? undefined : decided.refusal;
  };

  it.each([
    ["checked", "endorse", "checked", { checkerId: personId }],
    ["checked", "propose", "endorsed", { checkerId: personId }],
    ["checked", "decide", "proposed", { checkerId: personId }],
    ["endorsed", "propose", "endorsed", { endorserId: personId }],
    ["endorsed", "decide", "proposed", { endorserId: personId }],
    ["proposed", "decide", "proposed", { proposerId: personId }],
    ["endorsed", "take", "submitted", { endorserId: personId }],
    ["proposed", "take", "submitted", { proposerId: personId }],
  ] as const)("refuses an officer who %s: %s in %s", (_step, name, state, hands) => {
    expect(refusalOf(state, name, hands)).toBe("four-eyes");
    expect(refusalOf(state, name, {})).toBeUndefined();
  });

  it("permits the assignment to an officer who took a step in the case", () => {
    for (const hands of [{ checkerId: personId }, { endorserId: personId }])
      expect(refusalOf("checking", "assign", hands)).toBeUndefined();
  });

  it("leaves the check of a case that an officer has taken to that officer", () => {
    expect(refusalOf("checking", "finish-check", {})).toBe("not-your-case");
    expect(refusalOf("checking", "finish-check", { checkerId: personId })).toBeUndefined();
  });
});

interface Played {
  readonly facts: ApplicationFacts;
  readonly deciderId: string | null;
  /** The state of the code, for a case that holds one. */
  readonly code: "held" | "in-process" | "active" | "free";
}

const CODE_AFTER = {
  "in-process": "in-process",
  activate: "active",
  free: "free",
  rename: "active",
  return: "free",
  revoke: "free",
} as const;

/** The case after a command, as the store would hold it; a refused command changes nothing. */
function played(before: Played, command: ApplicationCommand, person: ActingPerson): Played {
  const decided = decideApplication(before.facts, command, person);
  if (!decided.ok) return before;
  const { state, item, reopenReturnedItems, hands, promise, code, proposedOutcome } = decided.value;
  const items = before.facts.items
    .map((known) => (item?.key === known.key ? { ...known, verdict: item.verdict, checkedBy: person.personId } : known))
    .map((known) =>
      reopenReturnedItems && known.verdict === "returned" ? { ...known, verdict: "open" as const } : known,
    );
  const { deciderId = before.deciderId, ...others } = hands;
  const facts = {
    ...before.facts,
    ...others,
    state,
    items,
    isPaused: promise === "paused" ? state === "checking" : promise === "resumed" ? false : before.facts.isPaused,
    ...(proposedOutcome === undefined ? {} : { proposedOutcome }),
  };
  return { facts, deciderId, code: code === null ? before.code : CODE_AFTER[code] };
}

/** Five people with any mix of offices, one of them possibly a member of the company. */
const crowd = fc.array(
  fc.record({
    mayAssign: fc.boolean(),
    mayCheck: fc.boolean(),
    mayEndorse: fc.boolean(),
    mayPropose: fc.boolean(),
    mayDecide: fc.boolean(),
    isOwner: fc.boolean(),
  }),
  { minLength: 5, maxLength: 5 },
);
const moves = fc.array(
  fc.tuple(
    fc.nat(5),
    fc.constantFrom(...COMMAND_NAMES),
    fc.nat(5),
    fc.constantFrom("accepted" as const, "accepted" as const, "returned" as const),
    fc.constantFrom("approve" as const, "reject" as const),
  ),
  { maxLength: 80 },
);
type Move = readonly [number, CommandName, number, "accepted" | "returned", "approve" | "reject"];

function orderOf(move: Move, facts: ApplicationFacts): ApplicationCommand {
  const [, name, nth, verdict, outcome] = move;
  const order = orders[name];
  const key = facts.items[nth % facts.items.length]?.key ?? "nib";
  if (order.command === "check-item") return { ...order, key, verdict, note: "Salah.", remedy: "Perbaiki." };
  if (order.command === "propose" || order.command === "decide") return { ...order, outcome, reason: "Alasan." };
  return order;
}

/** Plays all moves and checks the case after each. */
function playAll(
  kind: ApplicationKind,
  offices: readonly (Omit<ActingPerson, "personId" | "organisationIds"> & { readonly isOwner: boolean })[],
  options: { readonly steps: readonly Move[]; readonly look: (now: Played, people: readonly ActingPerson[]) => void },
): void {
  const people: readonly ActingPerson[] = [
    sides.applicant,
    ...offices.map(({ isOwner, ...may }, nth) => ({
      ...may,
      personId: `person-${nth}`,
      organisationIds: new Set(isOwner ? [COMPANY] : []),
    })),
  ];
  let now: Played = { facts: caseIn("draft", { kind, items: itemsOf(kind, "open") }), deciderId: null, code: "held" };
  for (const step of options.steps) {
    const person = people[step[0]];
    const assignee = people[step[2]] ?? null;
    now = { ...now, facts: { ...now.facts, assignee } };
    if (person !== undefined) now = played(now, orderOf(step, now.facts), person);
    options.look(now, people);
  }
}

const CODE_OF_STATE: Readonly<Record<ApplicationState, readonly Played["code"][]>> = {
  draft: ["held"],
  submitted: ["in-process"],
  checking: ["in-process"],
  returned: ["in-process"],
  checked: ["in-process"],
  endorsed: ["in-process"],
  proposed: ["in-process"],
  approved: ["active"],
  rejected: ["free"],
  withdrawn: ["held", "free"],
  lapsed: ["free"],
};

describe.each(CODE_REQUEST_KINDS)("whatever happens to a case of kind %s", (kind) => {
  it("four different people check, endorse, propose and decide, and nobody of the company any", () => {
    fc.assert(
      fc.property(crowd, moves, (offices, steps) => {
        const look = ({ facts, deciderId }: Played, people: readonly ActingPerson[]) => {
          const hands = [facts.checkerId, facts.endorserId, facts.proposerId, deciderId].filter((id) => id !== null);
          expect(new Set(hands).size).toBe(hands.length);
          const ofCompany = people.filter(({ organisationIds }) => organisationIds.has(COMPANY));
          expect(ofCompany.some(({ personId }) => hands.includes(personId))).toBe(false);
          if (facts.state !== "approved") return;
          expect(facts.items.every(({ verdict }) => verdict === "accepted")).toBe(true);
          expect(hands).toHaveLength(4);
        };
        playAll(kind, offices, { steps, look });
      }),
      { numRuns: 2_000 },
    );
  });

  it("its code is never lost, and active only with an approval", () => {
    fc.assert(
      fc.property(crowd, moves, (offices, steps) => {
        const look = ({ facts, code }: Played) => expect(CODE_OF_STATE[facts.state]).toContain(code);
        playAll(kind, offices, { steps, look });
      }),
      { numRuns: 2_000 },
    );
  });

  it("an approval is reached as well, so that the properties above mean something", () => {
    const steps: readonly (readonly [Side, CommandName])[] = [
      ["applicant", "submit"],
      ["checker", "take"],
      ["checker", "finish-check"],
      ["endorser", "endorse"],
      ["proposer", "propose"],
      ["decider", "decide"],
    ];
    const end = steps.reduce<Played>((now, [side, name]) => played(now, orders[name], sides[side]), {
      facts: caseIn("draft", { kind, items: itemsOf(kind, "accepted") }),
      deciderId: null,
      code: "held",
    });
    expect(end).toMatchObject({
      facts: { state: "approved", checkerId: "checker", endorserId: "endorser", proposerId: "proposer" },
      deciderId: "decider",
      code: "active",
    });
  });
});
