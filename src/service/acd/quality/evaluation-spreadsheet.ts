import type { EvaluationReport } from "./evaluation.shared.ts";

/** Returns the text of a key below `web.evaluations.report` in the reader's language. */
export type Say = (key: string) => string;

type Cell = string | number;

const HUNDREDTHS = 100;
const percent = (score: number | null): Cell => (score === null ? "" : score / HUNDREDTHS);

/** The report as rows of a file: the total, each agent and each question, distinguished by the first column; scores in per cent. */
export function toSpreadsheetRows(report: EvaluationReport, say: Say): readonly (readonly Cell[])[] {
  const columns = ["kind", "form", "name", "evaluations", "mean", "fatal", "acknowledged", "notApplicable"];
  return [
    columns.map((name) => say(`columns.${name}`)),
    [say("all"), "", "", report.evaluations, percent(report.mean), "", "", ""],
    ...report.agents.map(({ name, evaluations, mean, fatal, acknowledged }) => [
      ...[say("agent"), "", name, evaluations, percent(mean), fatal, acknowledged, ""],
    ]),
    ...report.questions.map(({ formName, text, answered, mean, notApplicable }) => [
      ...[say("question"), formName, text, answered, percent(mean), "", "", notApplicable],
    ]),
  ];
}
