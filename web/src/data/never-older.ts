/** Keeps the newer of two responses in the cache: a request sent before a save may be answered after it. */
import { replaceEqualDeep } from "@tanstack/react-query";

function versionOf(answer: unknown): number | null {
  if (typeof answer !== "object" || answer === null || !("version" in answer)) return null;
  return typeof answer.version === "number" ? answer.version : null;
}

/** The response with the higher version, as `structuralSharing` of a query; the new response where either has no version. */
export function neverOlder(before: unknown, after: unknown): unknown {
  const [known, told] = [versionOf(before), versionOf(after)];
  return known !== null && told !== null && told < known ? before : replaceEqualDeep(before, after);
}
