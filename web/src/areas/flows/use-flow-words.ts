/** Texts about flows: findings, changes, simulated paths and step summaries. */
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { FlowWords } from "../../../../src/service/flows/ivr/editor/say-flow.shared.ts";
import type { SurroundingsAnswer } from "./flows-data.ts";

/** Texts of flows by key, with the names of the call centre's queues and hours. */
export function useFlowWords({
  queues,
  hours,
  lists,
}: Pick<SurroundingsAnswer, "queues" | "hours" | "lists">): FlowWords {
  const t = useTranslations();
  return useMemo(() => {
    const names = new Map(queues.map(({ id, name }) => [id, name]));
    const hoursNames = new Map(hours.map(({ id, name }) => [id, name]));
    const listNames = new Map(lists.map(({ id, name }) => [id, name]));
    return {
      text: (key, params) => t(key as never, params as never),
      queueName: (id) => names.get(id) ?? null,
      hoursName: (id) => hoursNames.get(id) ?? null,
      listName: (id) => listNames.get(id) ?? null,
    };
  }, [t, queues, hours, lists]);
}
