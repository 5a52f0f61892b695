import type { z } from "zod";
import type { Result } from "../../kernel/index.ts";
import type { PromiseEvent } from "../promises/index.ts";
import type { testCommandRequest } from "./contract.ts";
import type { TestFacts, TestRefusal } from "./test-facts.ts";
import type { SIGNING_PROOFS, SkloProgress, TestCommandName, TestMethod, TestState } from "./test-words.shared.ts";

/** A command on a test. */
export type TestCommand = z.infer<typeof testCommandRequest>["command"];

/** One command by its name. */
export type CommandOf<Name extends TestCommandName> = TestCommand extends infer Each
  ? Each extends { readonly command: infer Own }
    ? Name extends Own
      ? Each
      : never
    : never
  : never;

/** The team of a test, and the place and manner of the test. */
export interface TeamDecision {
  readonly memberIds: readonly string[];
  readonly leadId: string;
  /** The day on which the members are booked; null for a test without travel. */
  readonly day: string | null;
}

/** One side's signature, refusal or silence on the report. */
export interface SignatureDecision {
  readonly side: "applicant" | "ministry";
  readonly kind: "signed" | "refused" | "silent";
  readonly personId: string | null;
  readonly how: (typeof SIGNING_PROOFS)[number] | null;
  readonly remarks: string;
}

/** The changes to store when a command is accepted. */
export interface TestDecision {
  readonly state: TestState;
  readonly method: TestMethod;
  readonly methodAnswer: "granted" | "refused" | null;
  readonly testDate: string;
  readonly fieldCheckDate: string | null;
  /** The team's booking in the calendar: unchanged, released, or moved to a day. */
  readonly booking: "keep" | "release" | { readonly day: string };
  /** The team: unchanged, released, or replaced. */
  readonly team: "keep" | "release" | TeamDecision;
  /** Place and time details that came with the team. */
  readonly details: Pick<
    CommandOf<"name-team">,
    "startsAt" | "place" | "serviceCentre" | "transmission" | "toPrepare"
  > | null;
  readonly happens: "begins" | "ends" | null;
  /** The company's submission of a self-test. */
  readonly handedIn: { readonly taskLetterFileId: string; readonly resultFileId: string } | null;
  /** The report is drawn up with this verdict, or withdrawn. */
  readonly report: { readonly verdict: "fit" | "unfit"; readonly note: string } | "take-back" | null;
  readonly signature: SignatureDecision | null;
  readonly isClosed: boolean;
  readonly skloStage: SkloProgress;
  /** The new officers of the SKLO's stages. */
  readonly skloHands: Readonly<Partial<Record<"prepared" | "endorsed" | "proposed" | "signed", string | null>>>;
  /** The digest that the last step of the SKLO named; undefined for no change. */
  readonly skloDigest?: string;
  /** The processing-time events of a self-test's evaluation, and of the SKLO. */
  readonly evaluation: readonly PromiseEvent["type"][];
  readonly sklo: readonly PromiseEvent["type"][];
  /** The notice to the company about date, place and team. */
  readonly notice: "scheduled" | "moved" | "team-changed" | "field-check" | "cancelled" | null;
  readonly isDeskOnly: boolean;
  readonly note: string | null;
}

/** A decision, or the refusal. */
export type Decided = Result<TestDecision, TestRefusal>;

/** A decision that changes nothing yet. */
export function unchanged(facts: TestFacts): TestDecision {
  return {
    state: facts.state,
    method: facts.method,
    methodAnswer: null,
    testDate: facts.testDay.date,
    fieldCheckDate: facts.fieldCheckDate,
    booking: "keep",
    team: "keep",
    details: null,
    happens: null,
    handedIn: null,
    report: null,
    signature: null,
    isClosed: false,
    skloStage: facts.skloStage,
    skloHands: {},
    evaluation: [],
    sklo: [],
    notice: null,
    isDeskOnly: false,
    note: null,
  };
}
