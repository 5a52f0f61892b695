import { LICENCE_STATES } from "../applications/index.ts";
import { APPLICATION_STATES } from "../numbering/index.ts";
import { SKLO_STAGES, TEST_STATES } from "../operational-tests/index.ts";
import { REGISTRATION_STATES } from "../organisations/index.ts";
import { HANDOVER_STATES } from "../oss-sync/index.ts";
import type { CaseKind, Dashboard, DashboardFigure, FigureList } from "./contract.ts";

type StateRow = Dashboard["stages"][number];

/** A stage with its count. */
export interface CountedState {
  readonly state: string;
  /** The SKLO stage of a test; null for other cases. */
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

/** The states of each kind in the order of the process. */
const STATES: Readonly<Record<CaseKind, readonly string[]>> = {
  registration: REGISTRATION_STATES,
  numbering: APPLICATION_STATES,
  licence: LICENCE_STATES,
  test: TEST_STATES,
  sklo: TEST_STATES,
  handover: HANDOVER_STATES,
};

const HOLDERS: readonly (string | null)[] = ["ministry", "applicant", "oss", null];

/** Stages in the order of the process: open ones before ended ones. */
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

/** A number with its list. */
export function figure(count: number, list: FigureList, query: Readonly<Record<string, string>>): DashboardFigure {
  return { count, list, query: { ...query } };
}

/** A stage of any case other than a test. In lists of registrations and handovers, the state alone determines the party that must act. */
export function stateFigure(kind: Exclude<CaseKind, "test" | "sklo">, one: CountedState): StateRow {
  const { state, ball, count, oldest } = one;
  const asksBall = ball !== null && (kind === "numbering" || kind === "licence");
  const cases = figure(count, LIST_OF[kind], { state, ...(asksBall ? { ball } : {}) });
  return { kind, state, skloStage: null, holder: holderOf(ball), cases, oldest };
}

/** A stage of a test; once the test is passed, the SKLO is pending. */
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

/** Stages of tests, merged if they do not differ in any displayed field. */
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
