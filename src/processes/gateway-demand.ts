import { type Database, type Following, follow } from "../platform/database/index.ts";
import type { Log } from "../platform/telemetry/index.ts";
import { isShortMessagingInUse } from "../service/messaging/sms/wire.ts";
import type { ChildMessage } from "./process-messages.ts";

/** Interval of the check for the first account or carrier. */
const POLL_MS = 2_000;

/** Requests the SMS gateway from the supervisor once an SMPP account or a carrier exists. Most installations have none. */
export function askForGateway({
  db,
  log,
  tell,
}: {
  readonly db: Database;
  readonly log: Log;
  readonly tell: (message: ChildMessage) => void;
}): { close(): void } {
  const following: Following = follow({
    look: async () => {
      if (!(await isShortMessagingInUse(db))) return;
      tell({ kind: "gateway-wanted" });
      following.close();
    },
    everyMs: POLL_MS,
    onFault: (error) => log.warn({ err: error }, "gateway.wish-not-read"),
  });
  return following;
}
