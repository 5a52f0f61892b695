/** Reads single rule values for hints; the server alone decides. */
import { useQuery } from "@tanstack/react-query";
import { rulesQuery } from "./queries.ts";

/** The number that rule `id` holds today; `otherwise` until the rules are loaded. */
export function useRuleNumber(id: string, otherwise: number): number {
  const { data } = useQuery(rulesQuery);
  const value = data?.rules.find((rule) => rule.id === id)?.value;
  return typeof value === "number" ? value : otherwise;
}
