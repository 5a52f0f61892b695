import type { Kit } from "../platform/kit/index.ts";
import { callTexts } from "../service/cpaas-api/wire.ts";
import { type Intake, openIntake, openProgramMessages } from "../service/messaging/wire.ts";
import { shortMessageRules } from "./short-messages.ts";

/** What is waited for before messages that come in at the end are given up. */
const GRACE_MS = 2_000;

/** Short messages that documents of calls send. The switch has an intake of its own from the first of them on: most switches send none. */
export function openCallTexts(base: Pick<Kit, "db" | "news" | "clock" | "ids" | "log"> & { readonly key: Buffer }): {
  readonly send: ReturnType<typeof callTexts>;
  /** Takes a message back that came to be too late; false where a carrier may have it already. */
  readonly takeBack: (named: { readonly tenantId: string; readonly messageId: string }) => Promise<boolean>;
  close(): Promise<void>;
} {
  const { db, news, clock, ids, log, key } = base;
  const rules = shortMessageRules(clock);
  let opening: Promise<Intake> | undefined;
  const opened = (): Promise<Intake> => {
    opening ??= openIntake({ db, news, clock, log, newId: () => ids.next(), rules }).catch((error: unknown) => {
      // The next message tries again.
      opening = undefined;
      throw error;
    });
    return opening;
  };
  const messages = async () => openProgramMessages({ kit: { db, clock, ids }, intake: await opened(), rules, key });
  const takings = new Set<Promise<unknown>>();
  return {
    send: callTexts(async (asked) => (await messages()).send(asked)),
    takeBack: async ({ tenantId, messageId }) => {
      const taking = messages().then((all) => all.cancel({ tenantId, id: messageId }));
      takings.add(taking);
      try {
        return (await taking) === "cancelled";
      } finally {
        takings.delete(taking);
      }
    },
    close: async () => {
      const intake = await opening?.catch(() => undefined);
      await intake?.close(GRACE_MS);
      await Promise.allSettled(takings);
    },
  };
}
