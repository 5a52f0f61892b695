import type { z } from "zod";
import type { Result } from "../../kernel/index.ts";
import type { PromiseEvent } from "../promises/index.ts";
import type { testCommandRequest } from "./contract.ts";
import type { TestFacts, TestRefusal } from "./test-facts.ts";
import type { SIGNING_PROOFS, SkloProgress, TestCommandName, TestMethod, TestState } from "./test-words.shared.ts";

/** What someone asks to be done with a test. */
export type TestCommand = z.infer<typeof testCommandRequest>["command"];

/** One command by its name. */
export type CommandOf<Name extends TestCommandName> = TestCommand extends infer Each
  ? Each extends { readonly command: infer Own }
    ? Name extends Own
      ? Each
      : never
    : never
  : never;

/** Who is named for a test, and where and how it is held. */
export interface TeamDecision {
  readonly memberIds: readonly string[];
  readonly leadId: string;
  /** The day its people are away; null for a test that nobody travels for. */
  readonly day: string | null;
}

/** One side's word on the report. */
export interface SignatureDecision {
  readonly side: "applicant" | "ministry";
  readonly kind: "signed" | "refused" | "silent";
  readonly personId: string | null;
  readonly how: (typeof SIGNING_PROOFS)[number] | null;
  readonly remarks: string;
}

/** What is to be written when a command is accepted. */
export interface TestDecision {
  readonly state: TestState;
  readonly method: TestMethod;
  readonly methodAnswer: "granted" | "refused" | null;
  readonly testDate: string;
  readonly fieldCheckDate: string | null;
  /** The team's place in the calendar: as it is, let go, or on a day from now on. */
  readonly booking: "keep" | "release" | { readonly day: string };
  /** Who tests: as it is, nobody any more, or these. */
  readonly team: "keep" | "release" | TeamDecision;
  /** Details of place and time that came with the team. */
  readonly details: Pick<
    CommandOf<"name-team">,
    "startsAt" | "place" | "serviceCentre" | "transmission" | "toPrepare"
  > | null;
  readonly happens: "begins" | "ends" | null;
  /** What the company hands in of a self test. */
  readonly handedIn: { readonly taskLetterFileId: string; readonly resultFileId: string } | null;
  /** The report is drawn up with this verdict, or taken back. */
  readonly report: { readonly verdict: "fit" | "unfit"; readonly note: string } | "take-back" | null;
  readonly signature: SignatureDecision | null;
  readonly isClosed: boolean;
  readonly skloStage: SkloProgress;
  /** Who the SKLO's stages were done by from now on. */
  readonly skloHands: Readonly<Partial<Record<"prepared" | "endorsed" | "proposed" | "signed", string | null>>>;
  /** The digest that the last hand on the SKLO saw; undefined leaves it. */
  readonly skloDigest?: string;
  /** What happens to the promise of evaluating a self test, and to that of the SKLO. */
  readonly evaluation: readonly PromiseEvent["type"][];
  readonly sklo: readonly PromiseEvent["type"][];
  /** What the company is told of date, place and team. */
  readonly notice: "scheduled" | "moved" | "team-changed" | "field-check" | "cancelled" | null;
  readonly isDeskOnly: boolean;
  readonly note: string | null;
}

/** A decision, or why there is none. */
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
