import { readElement } from "./read-element.ts";

/** Verbs whose child elements are executed as part of them. */
const NESTING = new Set(["Gather", "Dial", "Connect", "Start", "Refer"]);

/** Verb names of a document in order, as far as it can be parsed; for the log of exchanges. */
export function verbNames(answer: string): readonly string[] {
  const root = readElement(answer);
  if (!root.ok || root.value.name !== "Response") return [];
  return root.value.children.map(({ name, children }) =>
    NESTING.has(name) && children.length > 0 ? `${name} (${children.map((child) => child.name).join(", ")})` : name,
  );
}
