import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Flow } from "./contract.ts";
import { promptsOf } from "./editor/flow-parts.shared.ts";
import { FLOWS_MAX } from "./live-flows.store.ts";

/** The flows that play a recording, by name. */
export interface PromptUses {
  readonly liveIn: readonly string[];
  readonly draftIn: readonly string[];
}

/** The flows of a tenant that play each recording: in their live versions, and in their drafts. */
export async function promptUses(trx: DatabaseTransaction): Promise<ReadonlyMap<string, PromptUses>> {
  const rows = await trx
    .selectFrom("flow as f")
    .leftJoin("flowVersion as v", (join) => join.onRef("v.flowId", "=", "f.id").onRef("v.number", "=", "f.live"))
    .select(["f.name", "f.draft", "v.flow"])
    .where("f.endedAt", "is", null)
    .orderBy("f.name")
    .limit(FLOWS_MAX)
    .execute();
  const uses = new Map<string, { liveIn: string[]; draftIn: string[] }>();
  for (const { name, draft, flow } of rows) {
    for (const [where, played] of [
      ["liveIn", playedBy(flow)],
      ["draftIn", playedBy(draft)],
    ] as const) {
      for (const prompt of played) {
        const known = uses.get(prompt) ?? { liveIn: [], draftIn: [] };
        known[where].push(name);
        uses.set(prompt, known);
      }
    }
  }
  return uses;
}

function playedBy(kept: unknown): ReadonlySet<string> {
  const flow = kept as Flow | null;
  return new Set((flow?.steps ?? []).flatMap((step) => promptsOf(step).map(({ name }) => name)));
}
