import { describe, expect, it } from "vitest";
import { listOf, SteppedCall } from "../../../../../testkit/call-with-tasks.ts";
import type { CallInput } from "../call-step.ts";
import { canStream, mayStream } from "./streaming.ts";

const STREAM = {
  url: "wss://bot.example/",
  name: "",
  parameters: {},
  statusCallback: null,
  tracks: ["inbound"],
} as const;
const told = (streamId: string, news: object) => ({ input: "stream-told", nth: 0, streamId, news }) as CallInput;

describe("a program that orders streams of a call again and again", () => {
  it("is refused in time, and cuts nobody off", () => {
    const call = new SteppedCall(
      listOf([{ task: "play", clips: [{ kind: "silence", ms: 60_000 }], times: 1, isBargeable: false }]),
    ).answered();
    for (let nth = 0; nth < 2_500; nth += 1) {
      const before = call.all("begin-stream").length;
      call.give(told(`s${nth}`, { news: "ordered", stream: STREAM }));
      if (call.all("begin-stream").length > before)
        call.give(told(`s${nth}`, { news: "ended", error: 31_902, wasHeard: false, name: "", statusCallback: null }));
    }
    expect(call.call.phase).toBe("talking");
    expect(call.all("begin-stream")).toHaveLength(400);
    expect([mayStream(call.call), canStream(call.call)]).toEqual([false, true]);
    call.give(told("s1", { news: "ordered", stream: null }));
    expect(call.last).toEqual([{ effect: "stop-stream", which: { streamId: "s1" } }]);
  });
});
