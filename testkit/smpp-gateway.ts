import { checkPassword } from "../src/identity/wire.ts";
import type { ChangeFeed } from "../src/platform/database/index.ts";
import { currentRuleset, officeDate, openRulebook, readShortMessageRules } from "../src/regulation/index.ts";
import { type Gateway, openGateway } from "../src/service/messaging/smpp/wire.ts";
import type { GatewayMessaging } from "../src/service/messaging/sms/index.ts";
import { type GatewayBase, openGatewayMessaging } from "../src/service/messaging/sms/wire.ts";
import { testLog } from "./database.ts";
import type { SmsFixtureContext } from "./short-messages.ts";

/** A gateway in the test's process, on a free port. */
export interface TestGateway {
  readonly gateway: Gateway;
  readonly messaging: GatewayMessaging;
  /** Safe to call twice. */
  close(): Promise<void>;
}

/** Starts a gateway on a database. `spoil` injects faults between it and the disk. */
export async function startTestGateway(
  { db, clock, ids, key }: SmsFixtureContext,
  spoil: (messaging: GatewayMessaging) => GatewayMessaging = (same) => same,
  more: Pick<GatewayBase, "onInbound"> = {},
): Promise<TestGateway> {
  const rules = () => {
    const opened = openRulebook({ version: currentRuleset.version, atDate: officeDate(clock.nowMs()) });
    if (!opened.ok) throw new Error("no rules");
    return readShortMessageRules(opened.value);
  };
  const messaging = spoil(
    await openGatewayMessaging({
      db,
      clock,
      log: testLog,
      changeFeed: openLocalChangeFeed(),
      newId: () => ids.next(),
      rules,
      key,
      checkPassword,
      ...more,
    }),
  );
  const gateway = await openGateway({
    messaging,
    host: "127.0.0.1",
    port: 0,
    tls: null,
    authorities: [],
    clock,
    chance: () => 0,
    log: testLog,
  });
  return {
    gateway,
    messaging,
    async close() {
      await gateway.close(3_000);
      await messaging.close(1_000);
    },
  };
}

/** A change feed within one process; a gateway also polls each second. */
function openLocalChangeFeed(): ChangeFeed {
  const heard = new Map<string, Set<() => void>>();
  return {
    announce: (channel) => {
      for (const wake of heard.get(channel) ?? []) setImmediate(wake);
    },
    listen: (channel, wake) => {
      const own = heard.get(channel) ?? new Set();
      heard.set(channel, own.add(wake));
      return () => void own.delete(wake);
    },
    close: async () => undefined,
  };
}
