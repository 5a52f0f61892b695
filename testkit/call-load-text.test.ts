import { describe, expect, it } from "vitest";
import { addressIn, byeText, routesOf } from "./call-load-text.ts";

const ANSWER = [
  "SIP/2.0 200 OK",
  "Record-Route: <sip:192.0.2.1;lr>, <sip:192.0.2.2;lr>",
  "Record-Route: <sip:192.0.2.3;lr;ftag=a,b>",
  "Contact: <sip:100@192.0.2.9:5080;transport=udp>;expires=60",
  "",
  "",
].join("\r\n");

describe("a caller behind proxies that record their route", () => {
  it("has the route set in reverse order, one header each", () => {
    expect(routesOf(ANSWER)).toBe(
      "Route: <sip:192.0.2.3;lr;ftag=a,b>\r\nRoute: <sip:192.0.2.2;lr>\r\nRoute: <sip:192.0.2.1;lr>\r\n",
    );
    expect(routesOf("SIP/2.0 200 OK\r\n\r\n")).toBe("");
  });

  it("hangs up at the address of the Contact by that route", () => {
    const socket = { address: () => ({ port: 5062 }) };
    const contact = addressIn("<sip:100@192.0.2.9:5080;transport=udp>;expires=60");
    const call = { id: "a", line: "192.0.2.8", uri: "sip:100@192.0.2.1:5060", toTag: "t", contact, socket };
    const bye = byeText({ ...call, routes: routesOf(ANSWER) });
    expect(bye).toMatch(/^BYE sip:100@192\.0\.2\.9:5080;transport=udp SIP\/2\.0\r\n/);
    expect(bye.match(/^Route: /gm)).toHaveLength(3);
    expect(bye).toContain("To: <sip:100@192.0.2.1:5060>;tag=t\r\n");
  });

  it("reads a Contact without brackets up to its parameters", () => {
    expect(addressIn("sip:100@192.0.2.9;expires=60")).toBe("sip:100@192.0.2.9");
  });
});
