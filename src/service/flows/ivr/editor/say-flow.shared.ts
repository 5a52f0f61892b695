import { AT_START, type FlowChange, NOWHERE } from "./diff-flows.shared.ts";
import type { FlowFinding } from "./finding.shared.ts";
import type { PathLine } from "./simulate.shared.ts";

/** Renders findings, changes and paths as text: texts by key, and the names of ids. */
export interface FlowWords {
  readonly text: (key: string, params: Readonly<Record<string, string>>) => string;
  readonly queueName: (id: string) => string | null;
  readonly hoursName: (id: string) => string | null;
  readonly listName: (id: string) => string | null;
}

/** The text of a finding: the problem, and its correction. */
export function findingWords(
  { rule, params }: FlowFinding,
  words: FlowWords,
): { readonly what: string; readonly remedy: string } {
  const named = withNames(params, words);
  return {
    what: words.text(`flows.findings.${rule}.what`, named),
    remedy: words.text(`flows.findings.${rule}.remedy`, named),
  };
}

/** The text of a change; the exit of a choice is named by its keys. */
export function changeWords({ change, field, params }: FlowChange, words: FlowWords): string {
  const [name = "", ...rest] = (field ?? "").split(/[. ]/);
  const isPlace = change === "moved" || change === "leads-elsewhere" || change === "leads-nowhere";
  const shown = isPlace ? mapped(params, (value) => placeName(value, words)) : params;
  const values = mapped(shown, (value) => nameBehind(field, value, words));
  const keys = field?.startsWith("choices ") === true ? rest.join(" ") : null;
  const said =
    field === null ? "" : keys === null ? words.text(`flows.fields.${name}`, {}) : words.text("flows.choice", { keys });
  return words.text(`flows.changes.${change}`, { ...values, field: said });
}

/** The name of the queue or hours whose id a field holds; any other value unchanged. */
function nameBehind(field: string | null, value: string, words: FlowWords): string {
  if (field === "queueId") return words.queueName(value) ?? value;
  if (field === "listId") return value === "" ? words.text("flows.unknownList", {}) : (words.listName(value) ?? value);
  if (field !== "hoursId") return value;
  return value === NOWHERE ? words.text("flows.ownHours", {}) : (words.hoursName(value) ?? value);
}

function placeName(value: string, words: FlowWords): string {
  if (value === AT_START) return words.text("flows.start", {});
  return value === NOWHERE ? words.text("flows.nowhere", {}) : value;
}

/** The text of one line of a simulated call. */
export function pathWords({ line, params }: PathLine, words: FlowWords): string {
  return words.text(`flows.path.${line}`, withNames(params, words));
}

function withNames(params: Readonly<Record<string, string>>, words: FlowWords): Readonly<Record<string, string>> {
  const { queue, language } = params;
  return {
    ...params,
    ...(queue === undefined ? {} : { queue: words.queueName(queue) ?? words.text("flows.unknownQueue", {}) }),
    ...(language === undefined ? {} : { language: words.text(`flows.languages.${language}`, {}) }),
  };
}

function mapped(
  params: Readonly<Record<string, string>>,
  make: (value: string) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(params).map(([key, value]) => [key, key === "step" ? value : make(value)]));
}
