import { readElement } from "./read-element.ts";

/** Verbs whose own children are carried out within them. */
const NESTING = new Set(["Gather", "Dial", "Connect", "Start", "Refer"]);

/** The verbs of a document by name, in its order, as far as it is one; for those who look at what was answered. */
export function verbNames(answer: string): readonly string[] {
  const root = readElement(answer);
  if (!root.ok || root.value.name !== "Response") return [];
  return root.value.children.map(({ name, children }) =>
    NESTING.has(name) && children.length > 0 ? `${name} (${children.map((child) => child.name).join(", ")})` : name,
  );
}
