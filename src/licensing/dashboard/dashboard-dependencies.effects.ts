import type { Database } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { PromiseFilter } from "../promises/index.ts";
import type { Found } from "./count-cases.store.ts";

/** The filter of a figure on the list of a kind of case: the party that must act, or the processing time. */
export interface CaseListFilter {
  readonly ball?: { readonly kind: "open" };
  readonly promise?: PromiseFilter;
}

/** A day of the test calendar. */
export interface TestDay {
  readonly date: string;
  readonly closed: string | null;
  readonly teams: number;
}

/**
 * Dependencies on other modules: each list returns its rows for a filter by its own conditions, so that a figure cannot
 * count anything other than its list shows.
 */
export interface DashboardDependencies {
  readonly kit: Kit;
  readonly registrations: (db: Database, wish: Pick<CaseListFilter, "promise">) => Found;
  readonly applications: (db: Database, wish: CaseListFilter) => Found;
  readonly licences: (db: Database, wish: CaseListFilter) => Found;
  readonly tests: (
    db: Database,
    wish: {
      readonly ball?: { readonly kind: "open" };
      readonly promise?: PromiseFilter & { readonly of: "test-evaluation" | "sklo" };
    },
  ) => Found;
  readonly handovers: (db: Database, wish: { readonly state: "open" | "all" }) => Found;
  readonly countCodes: (
    db: Database,
  ) => Promise<readonly { readonly pattern: string; readonly state: string; readonly count: number }[]>;
  readonly testDays: (
    db: Database,
    asked: { readonly from: string; readonly to: string; readonly nowMs: number },
  ) => Promise<readonly TestDay[]>;
  /** Number of tests with a booked team by day; days without one are omitted. */
  readonly bookedTests: (
    db: Database,
    asked: { readonly from: string; readonly to: string },
  ) => Promise<ReadonlyMap<string, number>>;
}
