import { describe, expect, it } from "vitest";
import { requestFieldsOf, subjectSidOf } from "./request-subject.ts";

const [ID, OTHER] = ["0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f", "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e10"];
const HEX = ID.replaceAll("-", "");

describe("what a request below /api/v1 was about", () => {
  it.each([
    ["/api/v1/calls/:id/redirect", { id: ID }, null, `CA${HEX}`],
    ["/api/v1/calls", {}, { id: ID }, `CA${HEX}`],
    ["/api/v1/calls", {}, { items: [] }, null],
    ["/api/v1/calls/:id", { id: "1; drop" }, null, null],
    ["/api/v1/conferences/:id/participants/:callId", { id: OTHER, callId: ID }, null, `CA${HEX}`],
    ["/api/v1/conferences/:id/participants", { id: ID }, null, `CF${HEX}`],
    ["/api/v1/conferences", {}, { callId: ID, conferenceId: OTHER }, `CA${HEX}`],
    ["/api/v1/queues/:id/waiting/:callId/redirect", { id: OTHER, callId: ID }, null, `CA${HEX}`],
    ["/api/v1/recordings/:id/sound", { id: ID }, null, `RE${HEX}`],
    ["/api/v1/messages", {}, { id: ID }, `SM${HEX}`],
    ["/api/v1/numbers/:code", { code: "1500123" }, null, `PN${"f".repeat(25)}1500123`],
    ["/api/v1/usage", {}, null, null],
  ])("%s", (path, params, made, sid) => {
    expect(subjectSidOf(path, params, made)).toBe(sid);
  });
});

describe("the fields of a request below /api/v1", () => {
  it("are told by their names, those within others by both, and of lists of things only how many", () => {
    const body = {
      to: "+62812",
      instructions: { url: "https://a.id/" },
      statusCallback: { events: ["answered", "completed"] },
      record: true,
      sendDigits: null,
      messages: [{ to: "1" }, { to: "2" }],
    };
    expect(requestFieldsOf({ limit: 5 }, body)).toEqual({
      limit: "5",
      to: "+62812",
      "instructions.url": "https://a.id/",
      "statusCallback.events": "answered, completed",
      record: "true",
      sendDigits: "",
      messages: "2",
    });
    expect(requestFieldsOf(undefined, null, "text")).toEqual({});
  });
});
