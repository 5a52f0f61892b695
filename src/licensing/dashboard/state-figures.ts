import { LICENCE_STATES } from "../applications/index.ts";
import { APPLICATION_STATES } from "../numbering/index.ts";
import { SKLO_STAGES, TEST_STATES } from "../operational-tests/index.ts";
import { REGISTRATION_STATES } from "../organisations/index.ts";
import { HANDOVER_STATES } from "../oss-sync/index.ts";
import type { CaseKind, Dashboard, DashboardFigure, FigureList } from "./contract.ts";

type StateRow = Dashboard["stages"][number];

/** A stage as it was counted. */
export interface CountedState {
  readonly state: string;
  /** How far the SKLO of a test is; null for other cases. */
  readonly stage: string | null;
  readonly ball: string | null;
  readonly count: number;
  readonly oldest: StateRow["oldest"];
}

const LIST_OF: Readonly<Record<Exclude<CaseKind, "test" | "sklo">, FigureList>> = {
  registration: "registrations",
  numbering: "applications",
  licence: "licences",
  handover: "handovers",
};

/** The states of each kind in the order a case goes through them. */
const STATES: Readonly<Record<CaseKind, readonly string[]>> = {
  registration: REGISTRATION_STATES,
  numbering: APPLICATION_STATES,
  licence: LICENCE_STATES,
  test: TEST_STATES,
  sklo: TEST_STATES,
  handover: HANDOVER_STATES,
};

const HOLDERS: readonly (string | null)[] = ["ministry", "applicant", "oss", null];

/** Stages as a case goes through them: what is under way before what has ended. */
export function inOrder(stages: readonly StateRow[]): readonly StateRow[] {
  const placeOf = ({ kind, state, skloStage, holder }: StateRow): readonly number[] => [
    holder === null ? 1 : 0,
    STATES[kind].indexOf(state),
    skloStage === null ? -1 : (SKLO_STAGES as readonly string[]).indexOf(skloStage),
    HOLDERS.indexOf(holder),
  ];
  return stages.toSorted((left, right) => {
    const [one, other] = [placeOf(left), placeOf(right)];
    return one.map((place, nth) => place - (other[nth] ?? 0)).find((distance) => distance !== 0) ?? 0;
  });
}

/** A number with the list behind it. */
export function figure(count: number, list: FigureList, query: Readonly<Record<string, string>>): DashboardFigure {
  return { count, list, query: { ...query } };
}

/** A stage of any case but a test. A list of registrations or hand-overs knows who must act by the state alone. */
export function stateFigure(kind: Exclude<CaseKind, "test" | "sklo">, one: CountedState): StateRow {
  const { state, ball, count, oldest } = one;
  const asksBall = ball !== null && (kind === "numbering" || kind === "licence");
  const cases = figure(count, LIST_OF[kind], { state, ...(asksBall ? { ball } : {}) });
  return { kind, state, skloStage: null, holder: holderOf(ball), cases, oldest };
}

/** A stage of a test; from a passed test on its SKLO is what is waited for. */
export function testStateFigure({ state, stage, ball, count, oldest }: CountedState): StateRow {
  const isSklo = state === "passed" || state === "certified";
  const skloStage = state === "passed" ? stage : null;
  const cases = figure(count, "tests", {
    state,
    ...(skloStage === null ? {} : { skloStage }),
    ...(ball === null ? {} : { ball }),
  });
  return { kind: isSklo ? "sklo" : "test", state, skloStage, holder: holderOf(ball), cases, oldest };
}

/** Stages of tests, where those that differ in nothing that is shown are one. */
export function mergedStages(stages: readonly CountedState[]): readonly CountedState[] {
  const merged = new Map<string, CountedState>();
  for (const one of stages) {
    const stage = one.state === "passed" ? one.stage : null;
    const key = JSON.stringify([one.state, stage, one.ball]);
    const before = merged.get(key);
    const oldest = olderOf(before?.oldest ?? null, one.oldest);
    merged.set(key, { ...one, stage, count: one.count + (before?.count ?? 0), oldest });
  }
  return [...merged.values()];
}

function olderOf(left: StateRow["oldest"], right: StateRow["oldest"]): StateRow["oldest"] {
  if (left === null || right === null) return left ?? right;
  return left.since <= right.since ? left : right;
}

function holderOf(ball: string | null): StateRow["holder"] {
  return ball === "ministry" || ball === "applicant" || ball === "oss" ? ball : null;
}
