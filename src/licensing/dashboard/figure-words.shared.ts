import type { CaseKind, Dashboard, DashboardFigure, FigureList, Promised } from "./contract.ts";

/** The locale key of a case's states, by its kind. */
const STATE_TEXTS: Readonly<Record<CaseKind, string>> = {
  registration: "states.organisation",
  numbering: "states.application",
  licence: "web.dashboard.state.licence",
  test: "web.dashboard.state.test",
  sklo: "web.dashboard.state.sklo",
  handover: "web.dashboard.state.handover",
};

/** The key of the text that names a stage. */
export function caseStateText(stage: Pick<Dashboard["stages"][number], "kind" | "state" | "skloStage">): string {
  const { kind, state, skloStage } = stage;
  return `${STATE_TEXTS[kind]}.${skloStage === null ? state : `stage-${skloStage}`}`;
}

/** The kind of case of each processing time. */
export const KIND_OF_PROMISE: Readonly<Record<Promised, CaseKind>> = {
  registration: "registration",
  numbering: "numbering",
  licence: "licence",
  "test-evaluation": "test",
  sklo: "sklo",
};

/** The screens of the lists that figures link to, with their fixed query parameters. */
const SCREENS: Readonly<
  Record<FigureList, { readonly path: string; readonly always: Readonly<Record<string, string>> }>
> = {
  registrations: { path: "/verifikasi", always: {} },
  applications: { path: "/tugas", always: {} },
  licences: { path: "/tugas-izin", always: {} },
  tests: { path: "/tugas-uji", always: {} },
  handovers: { path: "/oss", always: { view: "handovers" } },
  codes: { path: "/nomor", always: { view: "list" } },
};

/** The URL of the screen that shows exactly the rows of a figure. */
export function figureAddress({ list, query }: Pick<DashboardFigure, "list" | "query">): {
  readonly path: string;
  readonly search: Readonly<Record<string, string>>;
} {
  const { path, always } = SCREENS[list];
  return { path, search: { ...always, ...query } };
}
