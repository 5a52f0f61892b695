import type { EvaluationReport } from "./evaluation.shared.ts";

/** Words of the report in the language of its reader, by their name below `web.evaluations.report`. */
export type Say = (key: string) => string;

type Cell = string | number;

const HUNDREDTHS = 100;
const percent = (score: number | null): Cell => (score === null ? "" : score / HUNDREDTHS);

/** The report as lines of a file: all, each agent, each question, told apart by the first column; scores in percent. */
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
