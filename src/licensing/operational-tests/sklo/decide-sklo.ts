import { ok, refuse } from "../../../kernel/index.ts";
import { type CommandOf, type Decided, unchanged } from "../test-decision.ts";
import type { TestFacts, TestPerson } from "../test-facts.ts";
import type { SkloProgress } from "../test-words.shared.ts";

/** The previous stage, and the officer's field that a step back clears. */
const BACK: Readonly<
  Partial<Record<SkloProgress, { readonly to: SkloProgress; readonly hand: "prepared" | "endorsed" | "proposed" }>>
> = {
  prepared: { to: "none", hand: "prepared" },
  endorsed: { to: "prepared", hand: "endorsed" },
  proposed: { to: "endorsed", hand: "proposed" },
};

const STEP = {
  "prepare-sklo": { stage: "prepared", hand: "prepared" },
  "endorse-sklo": { stage: "endorsed", hand: "endorsed" },
  "propose-sklo": { stage: "proposed", hand: "proposed" },
} as const;

/** A step of the SKLO; it names the digest of the displayed facts, and is refused if they have changed. */
export function stepSklo(facts: TestFacts, command: CommandOf<"prepare-sklo">, person: TestPerson): Decided {
  const skloDigest = command.factsDigest;
  if (facts.skloDigest === null || skloDigest !== facts.skloDigest) return refuse("sklo-facts-changed");
  const note = command.note.trim() === "" ? null : command.note;
  const { stage, hand } = STEP[command.command];
  return ok({
    ...unchanged(facts),
    skloStage: stage,
    skloHands: { [hand]: person.personId },
    skloDigest,
    isDeskOnly: true,
    note,
  });
}

/** Returns the SKLO to the previous stage and clears its officer, who may then repeat the step. */
export function sendSkloBack(facts: TestFacts, reason: string): Decided {
  const back = BACK[facts.skloStage];
  if (back === undefined) return refuse("command-not-now");
  return ok({
    ...unchanged(facts),
    skloStage: back.to,
    skloHands: { [back.hand]: null },
    isDeskOnly: true,
    note: reason,
  });
}

/** Signs the SKLO: requires the mandate, a new proof of identity, and a NIB in force. */
export function signSklo(facts: TestFacts, command: CommandOf<"sign-sklo">, person: TestPerson): Decided {
  const skloDigest = command.factsDigest;
  if (facts.skloDigest === null || skloDigest !== facts.skloDigest) return refuse("sklo-facts-changed");
  if (facts.isNibBlocked) return refuse("nib-not-in-force");
  if (facts.mandateRefusal !== null) return refuse(facts.mandateRefusal);
  if (facts.proof === null || facts.proof === "missing") return refuse("signing-proof-missing");
  if (facts.proof === "wrong") return refuse("signing-proof-wrong");
  return ok({
    ...unchanged(facts),
    state: "certified",
    skloStage: "signed",
    skloHands: { signed: person.personId },
    skloDigest,
    sklo: ["fulfilled"],
  });
}
