// A gateway that accepts messages and ends them in every possible way, in a separate process that may be killed: started by
// `charge-messages.store.test.ts`. It reports each accepted message after its commit.
import type pg from "pg";
import { openDatabase } from "../src/platform/database/index.ts";
import { createRuntimeContext } from "../src/platform/world/index.ts";
import { shortMessageRules } from "../src/processes/portal/short-messages.ts";
import type { EsmeAccount } from "../src/service/messaging/sms/index.ts";
import { openGatewayMessaging } from "../src/service/messaging/sms/wire.ts";
import { openChance } from "./chance.ts";
import { testLog } from "./database.ts";

/** Start parameters of a spender. */
export interface SpenderOptions {
  readonly connection: pg.ClientConfig;
  readonly accounts: readonly (EsmeAccount & { readonly sender: string })[];
  readonly carrierId: string;
  readonly seed: number;
}

const spenderOptions = JSON.parse(process.argv[2] ?? "{}") as SpenderOptions;
const chance = openChance(spenderOptions.seed);
const runtime = createRuntimeContext();
const access = {
  embedded: false,
  database: spenderOptions.connection.database ?? "",
  connectionFor: () => spenderOptions.connection,
  passwordFor: () => "",
};
const database = openDatabase({ access, role: "app", max: 6, log: testLog });
const messaging = await openGatewayMessaging({
  db: database.db,
  clock: runtime.clock,
  log: testLog,
  newId: () => runtime.ids.next(),
  key: Buffer.alloc(32, 7),
  rules: shortMessageRules(runtime.clock),
  checkPassword: async () => false,
  changeFeed: { announce: () => undefined, listen: () => () => undefined, close: async () => undefined },
});

const ENDS = ["delivered", "undeliverable", "expired", "rejected", "unknown"] as const;

function pick<One>(all: readonly One[]): One {
  const one = all[chance.below(all.length)];
  if (one === undefined) throw new Error("nothing to choose from");
  return one;
}

async function submit(): Promise<void> {
  const { sender, ...account } = pick(spenderOptions.accounts);
  const nowMs = runtime.clock.nowMs();
  const answer = await messaging.esmes.accept(account, {
    sender,
    coding: "gsm",
    octets: Buffer.alloc(pick([20, 200, 400]), "a"),
    part: null,
    receipt: "never",
    recipient: `62812${1_000_000 + chance.below(9_000_000)}`,
    sendAtMs: pick([null, null, nowMs + 3_600_000]),
    validUntilMs: pick([null, null, nowMs + 7_200_000]),
  });
  if (!answer.ok) {
    process.send?.({ refused: answer.refusal });
    return;
  }
  process.send?.({ accepted: answer.value.messageId });
  if (chance.below(3) === 0) await messaging.esmes.cancel(account, answer.value.messageId);
}

async function deliver(): Promise<void> {
  const due = await messaging.carriers.claim(spenderOptions.carrierId, 20);
  const sent = due.map((part) => ({
    part,
    carrierMessageId: runtime.ids.next(),
    kind: pick(["accepted", "accepted", "refused", "unanswered", "not-sent"] as const),
  }));
  await messaging.carriers.answered(
    sent.map(({ part: { partId }, carrierMessageId, kind }) => {
      if (kind === "accepted") return { partId, outcome: { kind, carrierMessageId } };
      return {
        partId,
        outcome: kind === "refused" ? { kind, why: pick(["recipient", "content"] as const), status: 11 } : { kind },
      };
    }),
  );
  const accepted = sent.filter(({ kind }) => kind === "accepted");
  await messaging.carriers.receipts(
    accepted.map(({ carrierMessageId }) => ({
      carrierId: spenderOptions.carrierId,
      carrierMessageId,
      recipient: null,
      state: pick(ENDS),
      errorCode: null,
      receivedAtMs: runtime.clock.nowMs(),
    })),
  );
}

async function go(act: () => Promise<void>): Promise<never> {
  for (;;) await act().catch((error: unknown) => process.send?.({ failed: String(error) }));
}

process.on("disconnect", () => process.exit(0));
await Promise.all([...Array.from({ length: 12 }, () => go(submit)), go(deliver), go(deliver)]);
