import { describe, expect, it } from "vitest";
import { idsIn } from "./timeline-names.ts";

const id = (nth: number) => `0196a8a0-0000-7000-8000-00000000000${nth}`;

describe("the names that a story needs", () => {
  it("are of every queue and agent its events name, each once, those who were only compared included", () => {
    const ids = idsIn([
      { kind: "contact.entered", queueId: id(1), callId: id(9) },
      {
        kind: "contact.presented",
        queueId: id(1),
        agentIds: [id(3)],
        decision: {
          considered: [
            { agentId: id(3), values: [1] },
            { agentId: id(4), values: [2] },
          ],
        },
      },
      { kind: "contact.answered", queueId: id(1), agentId: id(3) },
      { kind: "contact.moved", queueId: id(1), toQueueId: id(2) },
    ]);
    expect(ids).toEqual({ queues: [id(1), id(2)], agents: [id(3), id(4)] });
  });

  it("leave out what is nobody's id", () => {
    expect(
      idsIn([{ queueId: 7, agentIds: "?", agentId: null, decision: { considered: [{ agentId: "x" }] } }, null]),
    ).toEqual({
      queues: [],
      agents: [],
    });
  });
});
