import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PartAnswer, PartState, RefusalClass } from "../delivery/gateway-port.ts";
import { partIdOf, partKeyOf } from "./part-id.ts";
import {
  ATTEMPTS_MAX,
  afterAnswer,
  foldParts,
  isFinal,
  normalisedId,
  openStateOf,
  UNANSWERED_MAX,
} from "./part-state.ts";
import { type Bucket, takeTokens } from "./token-bucket.ts";

const CLASSES: readonly RefusalClass[] = ["throttled", "full", "fault", "account", "sender", "recipient", "content"];
const HOUR_MS = 3_600_000;
const told = { attempts: 1, unanswered: 0, nowMs: 0, validUntilMs: HOUR_MS, hasElsewhere: false };
const refused = (why: RefusalClass): PartAnswer["outcome"] => ({ kind: "refused", why, status: 0x58 });

describe("what an answer means for a part", () => {
  test("tries again where waiting helps, goes elsewhere where another may take it, and ends what nobody will", () => {
    const next = (why: RefusalClass, hasElsewhere: boolean) => {
      const step = afterAnswer(refused(why), { ...told, hasElsewhere });
      return step.next === "again"
        ? `again in ${step.dueMs}${step.isRefusedHere ? ", elsewhere first" : ""}`
        : step.next === "final"
          ? step.state
          : "";
    };
    expect(CLASSES.map((why) => next(why, false))).toEqual([
      ...[
        "again in 1000",
        "again in 15000",
        "again in 5000, elsewhere first",
        "again in 30000, elsewhere first",
        "rejected",
      ],
      ...["undeliverable", "rejected"],
    ]);
    expect(CLASSES.map((why) => next(why, true))).toEqual([
      ...[
        "again in 1000",
        "again in 15000",
        "again in 0, elsewhere first",
        "again in 0, elsewhere first",
        "again in 0, elsewhere first",
      ],
      ...["undeliverable", "rejected"],
    ]);
  });

  test("always comes to an end: after so many attempts, or when its time is over", () => {
    for (const why of CLASSES) {
      let step = afterAnswer(refused(why), told);
      let [attempts, nowMs] = [1, 0];
      while (step.next === "again") {
        expect(attempts).toBeLessThan(ATTEMPTS_MAX);
        [attempts, nowMs] = [attempts + 1, step.dueMs];
        expect(nowMs).toBeLessThan(HOUR_MS);
        step = afterAnswer(refused(why), { ...told, attempts, nowMs });
      }
      expect(step.next).toBe("final");
    }
    expect(afterAnswer({ kind: "unanswered" }, { ...told, attempts: ATTEMPTS_MAX })).toMatchObject({
      state: "unknown",
    });
    const silent = { kind: "unanswered" } as const;
    expect(afterAnswer(silent, { ...told, unanswered: UNANSWERED_MAX - 2 })).toMatchObject({ isUnsure: true });
    expect(afterAnswer(silent, { ...told, unanswered: UNANSWERED_MAX - 1 })).toMatchObject({ state: "unknown" });
    expect(afterAnswer({ kind: "not-sent" }, told)).toMatchObject({ next: "again", counts: false, isUnsure: false });
  });
});

describe("what became of a message", () => {
  const state = fc.constantFrom<PartState>(
    ...([
      "waiting",
      "leased",
      "sent",
      "delivered",
      "undeliverable",
      "expired",
      "rejected",
      "unknown",
      "cancelled",
    ] as const),
  );
  test("is open while a part is, delivered when all parts are, and else the worst of them", () => {
    fc.assert(
      fc.property(fc.array(state, { minLength: 1, maxLength: 10 }), (states) => {
        const fold = foldParts(states);
        expect(fold === "open").toBe(!states.every(isFinal));
        expect(fold === "delivered").toBe(states.every((one) => one === "delivered"));
        if (fold !== "open") expect(states).toContain(fold);
        expect(foldParts(states.toReversed())).toBe(fold);
        expect(states).toContain(openStateOf(states));
      }),
    );
  });

  test("ids of carriers are compared as numbers where they are numbers", () => {
    expect(normalisedId("0A1F", "hex")).toBe(normalisedId("2591", "decimal"));
    expect(normalisedId("0000123", "decimal")).toBe("123");
    expect(normalisedId(" Ab-1 ", "text")).toBe("Ab-1");
    expect(normalisedId("xyz", "hex")).toBe("xyz");
    expect([" ", "", "\0 \n"].map((written) => normalisedId(written, "hex"))).toEqual(["", "", ""]);
    expect(normalisedId("f".repeat(64), "hex").length).toBeLessThanOrEqual(80);
    expect(normalisedId("x".repeat(100), "text")).toHaveLength(80);
  });

  test("a part's name leads back to it, and nothing else does", () => {
    const key = {
      tenantId: "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f",
      messageId: "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e1f",
      sequence: 10,
      carrierId: "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e2f",
      runId: "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e3f",
      attempt: 100,
    };
    expect(partKeyOf(partIdOf(key))).toEqual(key);
    expect(["", "a/b/1", `${partIdOf(key)}/2`].map(partKeyOf)).toEqual([undefined, undefined, undefined]);
  });
});

describe("a bucket of tokens", () => {
  test("never gives more than its rate and its fill allow", () => {
    const size = { perSecond: 10, most: 20 };
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 1, max: 20 })), { maxLength: 50 }),
        (wishes) => {
          let bucket: Bucket | undefined;
          let [nowMs, given] = [0, 0];
          for (const [pauseMs, wanted] of wishes) {
            nowMs += pauseMs;
            const taken = takeTokens(bucket, { wanted, nowMs }, size);
            bucket = taken.bucket;
            if (taken.waitMs === 0) given += wanted;
            else expect(takeTokens(bucket, { wanted, nowMs: nowMs + taken.waitMs }, size).waitMs).toBe(0);
          }
          expect(given).toBeLessThanOrEqual(size.most + (nowMs * size.perSecond) / 1_000 + 1e-6);
        },
      ),
    );
  });
});
