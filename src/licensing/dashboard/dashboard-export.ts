import type { Dashboard, DashboardFigure } from "./contract.ts";
import { caseStateText, figureAddress, KIND_OF_PROMISE } from "./figure-words.shared.ts";
import { PROMISE_FIGURES, type PromiseFigure } from "./promise-figures.ts";

type Say = (key: string) => string;

const FIGURE_NAMES = Object.keys(PROMISE_FIGURES) as readonly PromiseFigure[];

/** The figures of the dashboard as rows of a spreadsheet: subject, number, and URL of the list. */
export function* dashboardRows(dashboard: Dashboard, say: Say): Generator<readonly string[]> {
  const word = (key: string): string => say(`web.dashboard.${key}`);
  yield ["part", "kind", "what", "who", "count", "since", "address"].map((column) => word(`sheet.${column}`));
  for (const { kind, cases, holder, oldest, ...stage } of dashboard.stages)
    yield [
      ...[word("stagesTitle"), word(`kind.${kind}`), say(caseStateText({ kind, ...stage }))],
      ...[holder === null ? "" : word(`holder.${holder}`), ...figureCells(cases, oldest?.since ?? "")],
    ];
  for (const { promised, usedMedian, usedP90, ...figures } of dashboard.promises) {
    const head = [word("promisesTitle"), word(`promised.${promised}`)];
    for (const name of FIGURE_NAMES) yield [...head, word(`figure.${name}`), "", ...figureCells(figures[name])];
    yield [...head, word("usedMedian"), "", String(usedMedian ?? ""), "", ""];
    yield [...head, word("usedP90"), "", String(usedP90 ?? ""), "", ""];
  }
  for (const { promised, officer, ...figures } of dashboard.officers)
    for (const name of FIGURE_NAMES)
      yield [
        ...[word("officersTitle"), word(`kind.${KIND_OF_PROMISE[promised]}`), word(`figure.${name}`)],
        ...[officer?.name ?? word("nobody"), ...figureCells(figures[name])],
      ];
  for (const { date, tests } of dashboard.calendar)
    yield [word("calendarTitle"), word("kind.test"), word("teamsBooked"), date, ...figureCells(tests)];
  for (const { pattern, states } of dashboard.codes)
    for (const { state, codes } of states)
      yield [word("codesTitle"), pattern, say(`states.code.${state}`), "", ...figureCells(codes)];
}

function figureCells(figure: DashboardFigure, since = ""): readonly [string, string, string] {
  const { path, search } = figureAddress(figure);
  return [String(figure.count), since, `${path}?${new URLSearchParams(search).toString()}`];
}
