import { describe, expect, it } from "vitest";
import { isUrgentLine } from "./emergency-invite.ts";

const isUrgent = (line: string) => isUrgentLine(line, new Set(["112", "110"]));

describe("the first line of a message", () => {
  it.each([
    "INVITE sip:112@10.0.0.1 SIP/2.0",
    "INVITE sips:110@pbx.example:5061;transport=tcp SIP/2.0",
    "INVITE sip:112;phone-context=+62@10.0.0.1 SIP/2.0",
    "INVITE tel:1-1-2;phone-context=+62 SIP/2.0",
    "INVITE tel:112 SIP/2.0",
  ])("calls for help by %s", (line) => expect(isUrgent(line)).toBe(true));

  it.each([
    "INVITE sip:1120@10.0.0.1 SIP/2.0",
    "INVITE sip:a112@10.0.0.1 SIP/2.0",
    "INVITE sip:10.0.0.1;x=112 SIP/2.0",
    "REGISTER sip:112@10.0.0.1 SIP/2.0",
    " INVITE sip:112@10.0.0.1 SIP/2.0",
    "SIP/2.0 200 INVITE sip:112@10.0.0.1",
    "",
  ])("calls nobody for help by %s", (line) => expect(isUrgent(line)).toBe(false));
});
