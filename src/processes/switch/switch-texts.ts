import { setTimeout as delay } from "node:timers/promises";
import type { Kit } from "../../platform/kit/index.ts";
import { callTexts } from "../../service/cpaas/twilio-api/wire.ts";
import { type Intake, openIntake, openProgramMessages, PARTS_DUE } from "../../service/messaging/sms/wire.ts";
import { shortMessageRules } from "../portal/short-messages.ts";

/** Grace period for incoming messages at shutdown. */
const GRACE_MS = 2_000;
/** Maximum number of attempts to release a message that the database did not store; a message is valid for ten minutes. */
const RELEASES_MAX = 100;
const RELEASE_MS = 5_000;

/** SMS sent by call documents. The switch opens its own intake with the first of them: most switches send none. */
export function openCallTexts(
  base: Pick<Kit, "db" | "changeFeed" | "clock" | "ids" | "log"> & { readonly key: Buffer },
): {
  readonly send: ReturnType<typeof callTexts>;
  /** Releases a stored message for sending. */
  readonly release: (named: { readonly tenantId: string; readonly messageId: string }) => Promise<void>;
  /** Withdraws a message that came too late; false when a carrier may have it already. */
  readonly takeBack: (named: { readonly tenantId: string; readonly messageId: string }) => Promise<boolean>;
  close(): Promise<void>;
} {
  const { db, changeFeed, clock, ids, log, key } = base;
  const rules = shortMessageRules(clock);
  let opening: Promise<Intake> | undefined;
  const opened = (): Promise<Intake> => {
    opening ??= openIntake({ db, changeFeed, clock, log, newId: () => ids.next(), rules }).catch((error: unknown) => {
      // The next message tries again.
      opening = undefined;
      throw error;
    });
    return opening;
  };
  const messages = async () => openProgramMessages({ kit: { db, clock, ids }, intake: await opened(), rules, key });
  const takings = new Set<Promise<unknown>>();
  const closing = new AbortController();
  const finished = async <Value>(taking: Promise<Value>): Promise<Value> => {
    takings.add(taking);
    try {
      return await taking;
    } finally {
      takings.delete(taking);
    }
  };
  const release = async ({ tenantId, messageId }: { readonly tenantId: string; readonly messageId: string }) => {
    for (let tries = 1; ; tries += 1) {
      try {
        if (await (await messages()).release({ tenantId, id: messageId })) changeFeed.announce(PARTS_DUE);
        return;
      } catch (error) {
        if (tries === RELEASES_MAX || closing.signal.aborted) throw error;
        await delay(RELEASE_MS, undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
  };
  return {
    send: callTexts(async (asked) => (await messages()).send(asked)),
    release: (named) => finished(release(named)),
    takeBack: async ({ tenantId, messageId }) =>
      (await finished(messages().then((all) => all.cancel({ tenantId, id: messageId })))) === "cancelled",
    close: async () => {
      closing.abort();
      const intake = await opening?.catch(() => undefined);
      await intake?.close(GRACE_MS);
      await Promise.allSettled(takings);
    },
  };
}
