import type { Kit } from "../../platform/kit/index.ts";
import type { Acting } from "../tenants/index.ts";
import { addQueue, endQueue, type Kept, resizeQueue } from "./keep-queue.effects.ts";
import type { QueueFormRefusal, QueueSize } from "./queue-form.store.ts";
import { USUAL_RULES, WAIT_MAX_MS } from "./queue-rules.ts";
import { queueRulesWire } from "./rules-form.ts";

/** Queues for programs: by the usual rules, open to callers whether or not agents serve them, for as long as anybody may wait: a program takes them out. */
export function openProgramQueues(kit: Kit) {
  return {
    add: (
      asking: Acting,
      { name, waitingMax = USUAL_RULES.waitingMax }: Omit<QueueSize, "id"> & { readonly name: string },
    ): Promise<Kept<QueueFormRefusal>> => {
      const own = { waitingMax, waitMaxMs: WAIT_MAX_MS, joinWhile: "always", stayWhile: "always" };
      return addQueue(kit, asking, { name, isOpen: true, rules: queueRulesWire.parse({ ...USUAL_RULES, ...own }) });
    },
    change: (asking: Acting, size: QueueSize): Promise<Kept<QueueFormRefusal>> => resizeQueue(kit, asking, size),
    end: (asking: Acting, id: string): Promise<Kept<QueueFormRefusal>> => endQueue(kit, asking, id),
  };
}
