import type { Kit } from "../platform/kit/index.ts";
import { callTexts } from "../service/cpaas-api/wire.ts";
import { type Intake, openIntake, openProgramMessages } from "../service/messaging/wire.ts";
import { shortMessageRules } from "./short-messages.ts";

/** What is waited for before messages that come in at the end are given up. */
const GRACE_MS = 2_000;

/** Short messages that documents of calls send. The switch has an intake of its own from the first of them on: most switches send none. */
export function openCallTexts(base: Pick<Kit, "db" | "news" | "clock" | "ids" | "log"> & { readonly key: Buffer }): {
  readonly send: ReturnType<typeof callTexts>;
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
  return {
    send: callTexts(async (asked) => {
      const intake = await opened();
      return openProgramMessages({ kit: { db, clock, ids }, intake, rules, key }).send(asked);
    }),
    close: async () => {
      const intake = await opening?.catch(() => undefined);
      await intake?.close(GRACE_MS);
    },
  };
}
