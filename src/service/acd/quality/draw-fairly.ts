/** A contact that may be drawn. */
export interface Candidate {
  readonly contactId: string;
  readonly agentId: string;
}

/** A drawn contact, with its position among the contacts of its agent. */
export type Drawn<One extends Candidate> = One & { readonly place: number };

/**
 * Draws the same number of contacts for every agent, by a seed; an agent with fewer contacts gets all of them drawn. Each contact gets a number
 * from the seed and its id, and the smallest numbers of each agent are drawn, so that the same seed draws the same contacts in any order of
 * input, and a person who chooses a seed cannot predict the draw. Agents are ordered by their ids.
 */
export function drawFairly<One extends Candidate>(
  candidates: readonly One[],
  { seed, perAgent }: { readonly seed: string; readonly perAgent: number },
): readonly Drawn<One>[] {
  const byAgent = Map.groupBy(candidates, ({ agentId }) => agentId);
  const agents = [...byAgent].toSorted(([a], [b]) => order(a, b));
  return agents.flatMap(([, own]) =>
    own
      .map((one) => ({ one, lot: lotOf(seed, one.contactId) }))
      .toSorted((a, b) => a.lot - b.lot || order(a.one.contactId, b.one.contactId))
      .slice(0, perAgent)
      .map(({ one }, nth) => ({ ...one, place: nth + 1 })),
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** FNV-1a over the characters, then the finaliser of MurmurHash3, by which each input bit affects all output bits. */
function lotOf(seed: string, id: string): number {
  let lot = 0x811c9dc5;
  for (const letter of `${seed} ${id}`) lot = Math.imul(lot ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  lot = Math.imul(lot ^ (lot >>> 16), 0x85ebca6b);
  lot = Math.imul(lot ^ (lot >>> 13), 0xc2b2ae35);
  return (lot ^ (lot >>> 16)) >>> 0;
}
