/** What is kept of an answer while a newer one is known: a question asked before a save may be answered after it. */
import { replaceEqualDeep } from "@tanstack/react-query";

function versionOf(answer: unknown): number | null {
  if (typeof answer !== "object" || answer === null || !("version" in answer)) return null;
  return typeof answer.version === "number" ? answer.version : null;
}

/** The later of two answers by their version, as `structuralSharing` of a query; the new one where they have none. */
export function neverOlder(before: unknown, after: unknown): unknown {
  const [known, told] = [versionOf(before), versionOf(after)];
  return known !== null && told !== null && told < known ? before : replaceEqualDeep(before, after);
}
