import type { PeopleLine } from "./parse-people-rows.ts";
import { addressKey, type KnownAgent } from "./people-facts.ts";

/** The agent of a line: an existing one, a new one, or an ambiguous one. */
export type AgentMatch = KnownAgent | "new" | "unclear";

/**
 * Finds the agent of each line by its address; a line without an address is an agent without an account, identified by name. An address without an agent
 * matches the agent without an account who has the name, so that existing agents get accounts. Agents with the same name are distinguished by extension; no
 * agent matches twice.
 */
export function matchAgents(
  lines: readonly PeopleLine[],
  agents: readonly KnownAgent[],
): ReadonlyMap<number, AgentMatch> {
  const byAddress = new Map(agents.flatMap((agent) => (agent.emailKey === null ? [] : [[agent.emailKey, agent]])));
  const free = Map.groupBy(
    agents.filter(({ emailKey }) => emailKey === null),
    ({ name }) => nameKey(name),
  );
  const matches = new Map<number, AgentMatch>();
  const taken = new Set<string>();
  const take = (line: number, match: AgentMatch): void => {
    if (typeof match !== "string") taken.add(match.id);
    matches.set(line, match);
  };
  const candidates = ({ texts }: PeopleLine) =>
    (free.get(nameKey(texts.name ?? "")) ?? []).filter(({ id }) => !taken.has(id));
  const isAddressed = ({ texts }: PeopleLine) => addressKey(texts.email ?? "") !== "";
  for (const group of [lines.filter((line) => !isAddressed(line)), lines.filter(isAddressed)]) {
    for (const line of group) {
      const known = byAddress.get(addressKey(line.texts.email ?? ""));
      const exact = known ?? candidates(line).find(({ extension }) => (extension ?? "") === line.texts.extension);
      if (exact !== undefined) take(line.line, exact);
    }
    for (const line of group) if (!matches.has(line.line)) take(line.line, onlyOne(candidates(line)));
  }
  return matches;
}

const nameKey = (name: string): string => name.trim().toLowerCase();

function onlyOne([first, ...others]: readonly KnownAgent[]): AgentMatch {
  if (first === undefined) return "new";
  return others.length === 0 ? first : "unclear";
}
