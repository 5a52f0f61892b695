import { describe, expect, it } from "vitest";
import { codecsIn, type StoryParts, storyLines } from "./call-story.ts";

const at = (second: number) => ({ at: new Date(second * 1_000).toISOString() });
const NOTHING: StoryParts = { order: null, requests: [], exchanges: [], events: [], messages: [] };

describe("the time line of a call", () => {
  it("puts what was asked before what came of it, and keeps the order of its like", () => {
    const order = { createdAt: at(1).at, begunAt: at(2).at, doneAt: at(9).at, state: "begun" };
    const parts = { order, requests: [at(1)], messages: [at(2)], events: [at(2), at(2), at(5)], exchanges: [at(4)] };
    const lines = storyLines(parts, new Set()).map(({ kind, index }) => `${kind} ${index}`);
    expect(lines).toEqual([...["request 0", "order 0", "order 1", "sip 0", "event 0", "event 1", "hook 0", "event 2"]]);
    expect(storyLines(parts, new Set(["sip", "event"])).map(({ kind }) => kind)).toEqual([
      ...["request", "order", "order", "hook"],
    ]);
  });

  it("ends with why no call came of an order", () => {
    const order = { createdAt: at(1).at, begunAt: null, doneAt: at(3).at, state: "refused" };
    expect(storyLines({ ...NOTHING, order }, new Set()).map(({ state }) => state)).toEqual(["ordered", "refused"]);
  });
});

describe("codecs of a call", () => {
  const answer = (media: string, more = "") => ({
    status: 200,
    text: `SIP/2.0 200 OK\r\n\r\nv=0\r\n${media}\r\n${more}`,
  });
  it("are those of the answers, by their map or their number", () => {
    expect(
      codecsIn([
        { status: null, text: "INVITE\r\n\r\nm=audio 4000 RTP/AVP 0 8\r\n" },
        answer("m=audio 4002 RTP/AVP 8 101", "a=rtpmap:101 telephone-event/8000\r\n"),
        answer("m=audio 4004 UDP/TLS/RTP/SAVPF 111", "a=rtpmap:111 opus/48000/2\r\n"),
        answer("m=audio 4006 RTP/AVP 8"),
      ]),
    ).toEqual(["PCMA", "opus"]);
  });
});
