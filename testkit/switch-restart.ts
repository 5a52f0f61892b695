import { setTimeout as delay } from "node:timers/promises";
import { openRawSip, rawOptions } from "./raw-sip.ts";

/** Two processes that start at once on a busy machine take this long at most. */
const ANSWERS_MS_MAX = 120_000;
const ASK_MS = 500;

/** The running system whose switch is killed. */
interface Restarted {
  pidOf(name: "switch"): Promise<number>;
  kill(name: "switch"): Promise<void>;
}

/**
 * Kills the switch, so that the next one loads trunks, phones and numbers from the database, and waits until that one answers SIP.
 * A call placed before gives up 32 seconds later (RFC 3261 §17.1.1.2, timer B), which a busy machine's switch may need to start.
 */
export async function restartSwitch(system: Restarted, sipPort: number): Promise<void> {
  const before = await system.pidOf("switch");
  await system.kill("switch");
  const pid = () => system.pidOf("switch").catch(() => before);
  const asking = await openRawSip("127.0.0.1");
  const endsAt = performance.now() + ANSWERS_MS_MAX;
  try {
    while ((await pid()) === before && performance.now() < endsAt) await delay(50);
    for (let nth = 0; ; nth += 1) {
      asking.send(rawOptions(asking, `restart${asking.port}x${nth}`), sipPort);
      const isAnswered = await asking
        .until(({ status }) => status === 200, ASK_MS)
        .then(
          () => true,
          () => false,
        );
      if (isAnswered) return;
      if (performance.now() > endsAt) throw new Error("the restarted switch did not answer");
    }
  } finally {
    asking.close();
  }
}
