import { z } from "zod";

/** Ids that an event of a contact may name; other fields are no ids. */
const maybeId = z.uuid().optional().catch(undefined);
const agentsOfEvent = z.object({
  queueId: maybeId,
  toQueueId: maybeId,
  agentId: maybeId,
  agentIds: z.array(z.uuid()).catch([]),
  decision: z.object({ considered: z.array(z.object({ agentId: z.uuid() })) }).catch({ considered: [] }),
});

/** The queues and agents that the events of a contact name, each once. */
export function idsIn(bodies: readonly unknown[]): {
  readonly queues: readonly string[];
  readonly agents: readonly string[];
} {
  const named = bodies.flatMap((body) => {
    const read = agentsOfEvent.safeParse(body);
    return read.success ? [read.data] : [];
  });
  const known = (ids: readonly (string | undefined)[]) => [...new Set(ids.filter((id) => id !== undefined))];
  return {
    queues: known(named.flatMap(({ queueId, toQueueId }) => [queueId, toQueueId])),
    agents: known(
      named.flatMap(({ agentId, agentIds, decision }) => [
        ...[agentId, ...agentIds],
        ...decision.considered.map((standing) => standing.agentId),
      ]),
    ),
  };
}
