import { expect, it } from "vitest";
import { answersTogether, readAnswers } from "../inbound/keep-answers.store.ts";
import { partIdOf } from "../intake/part-id.ts";
import type { PartAnswer } from "./gateway-port.ts";

const [tenantId, carrierId, runId, messageId] = ["a", "b", "c", "d"].map(
  (letter) => `00000000-0000-0000-0000-00000000000${letter}`,
) as [string, string, string, string];
const partId = (sequence: number) => partIdOf({ tenantId, carrierId, runId, messageId, sequence, attempt: 1 });
const unanswered = (nth: number): PartAnswer => ({ partId: partId(nth), outcome: { kind: "unanswered" } });
const accepted = (nth: number): PartAnswer => ({
  partId: partId(nth),
  outcome: { kind: "accepted", carrierMessageId: `${nth}` },
});

it("reads one answer of a part, and of two that it was taken; what names no part is left out", () => {
  const told = [unanswered(1), accepted(1), accepted(2), unanswered(2), unanswered(3), { ...accepted(4), partId: "x" }];
  const read = readAnswers(told).map(({ key, outcome }) => [key.sequence, outcome.kind]);
  expect(read).toEqual([
    [1, "accepted"],
    [2, "accepted"],
    [3, "unanswered"],
  ]);
});

it("writes what was taken of all call centres together, and what may be paid back by each call centre", () => {
  const of = (owner: string, kind: "accepted" | "unanswered") => {
    const outcome = kind === "accepted" ? { kind, carrierMessageId: "1" } : { kind };
    return { key: { tenantId: owner, carrierId, runId, messageId, sequence: 1, attempt: 1 }, outcome };
  };
  const all = [
    of("a", "accepted"),
    of("b", "unanswered"),
    of("c", "accepted"),
    of("b", "accepted"),
    of("d", "unanswered"),
  ];
  const groups = answersTogether(all).map((group) => group.map(({ key }) => key.tenantId).join(""));
  expect(groups).toEqual(["ac", "bb", "d"]);
  expect(answersTogether([])).toEqual([]);
});
