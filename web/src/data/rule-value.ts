/** Reads single rule values for hints; only the server enforces them. */
import { useQuery } from "@tanstack/react-query";
import { rulesQuery } from "./queries.ts";

/** The current number of rule `id`; `otherwise` until the rules are loaded. */
export function useRuleNumber(id: string, otherwise: number): number {
  const { data } = useQuery(rulesQuery);
  const value = data?.rules.find((rule) => rule.id === id)?.value;
  return typeof value === "number" ? value : otherwise;
}
