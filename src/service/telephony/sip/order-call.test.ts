import { describe, expect, it } from "vitest";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import type { Arrival, Script } from "../calls/index.ts";
import type { RoutingDirectory, ServiceNumber } from "../dial-plan/index.ts";
import { buildPhoneDirectory, type Phone } from "../phones/index.ts";
import { buildTrunkDirectory, NO_CHANNELS, NO_SPENDING, type Trunk } from "../trunks/index.ts";
import { ledTo, mayBeReferred } from "./destinations.effects.ts";
import { callOut, type OriginateContext } from "./order-call.effects.ts";
import { openOutboundLimits } from "./outbound-limits.effects.ts";

const MOBILE = "+6281234567890";
const script: Script = { step: () => ({ script, bodies: [], run: null }) };
const phone: Phone = {
  id: "phone",
  tenantId: "a",
  extension: "101",
  name: "",
  username: "a101",
  isEncrypted: false,
  sittingId: null,
  secret: { MD5: "", "SHA-256": "" },
};
const number: ServiceNumber = {
  code: "14045",
  tenantId: "a",
  mode: "open",
  ringMs: 30_000,
  isRecorded: true,
  phoneIds: [],
  recordingNotice: "announced",
};
const line: Trunk = {
  id: "line",
  tenantId: "a",
  name: "line",
  kind: "sip",
  host: "127.0.0.1",
  address: "127.0.0.1",
  port: 5080,
  isEncrypted: false,
  transport: "udp",
  channelsMax: 200,
  centreChannelsMax: null,
  centreSpending: null,
  isOn: true,
  dials: ["national", "short"],
  addresses: [],
};
const directory: RoutingDirectory = {
  trunks: buildTrunkDirectory([line]),
  phones: buildPhoneDirectory([phone]),
  numbers: new Map([["14045", number]]),
  closed: new Set(),
  emergency: new Set(["112"]),
  reserved: new Set(["119"]),
};

function desk() {
  const virtualContext = createVirtualContext();
  const arrived: Arrival[] = [];
  const own: OriginateContext = {
    book: () => directory,
    limits: openOutboundLimits(),
    clock: virtualContext.clock,
    ids: virtualContext.ids,
    bindings: { of: () => [{ contact: "sip:101@127.0.0.1", transport: "udp" }] } as never,
    calls: () => ({ arrive: (arrival: Arrival) => arrived.push(arrival) > 0 }) as never,
    trace: { begin: () => undefined },
    promptVersion: (_tenantId: string, prompt: string) => prompt,
    channels: NO_CHANNELS,
    spending: NO_SPENDING,
  };
  const order = (to: Parameters<typeof callOut>[1]["to"], isRecorded = false) =>
    callOut(own, {
      callId: virtualContext.ids.next(),
      tenantId: "a",
      from: "14045",
      to,
      script,
      ringMs: 20_000,
      lastsMs: null,
      isRecorded,
    });
  return { own, arrived, order };
}

const outside = { kind: "number", number: MOBILE } as const;
const inside = { kind: "phone", extension: "101" } as const;

describe("calls that applications have made and that they lead", () => {
  it("begin at a pace that no line is flooded by, and hold no channel beyond it", () => {
    const { own, order } = desk();
    const begun = Array.from({ length: 130 }, () => order(outside));
    expect(begun.filter((one) => one === "begun")).toHaveLength(100);
    expect(begun.at(-1)).toBe("channels-taken");
    expect(own.channels.inUse.get("line")?.size).toBe(100);
  });

  it("dial outside no more than a call may, and what was declined holds no channel", () => {
    const { own } = desk();
    const call = { callId: "call", tenantId: "a", code: "14045" };
    const legs = Array.from({ length: 40 }, () => ledTo(own, call, MOBILE));
    expect(legs.filter(({ kind }) => kind === "targets")).toHaveLength(11);
    expect(legs.at(-1)).toEqual({ kind: "nowhere", outcome: "declined" });
    // Another call gets its channels: the declined one holds none.
    const other = { ...call, callId: "other" };
    expect(ledTo(own, other, MOBILE).kind).toBe("targets");
    expect(own.channels.inUse.get("line")?.size).toBe(12);
  });

  it("have their far end call whom they might dial, and hold nothing for it", () => {
    const { own } = desk();
    const call = { callId: "call", tenantId: "a", code: "14045" };
    const [trunk, inner] = [{ kind: "trunk" }, { kind: "phone" }].map((party) => party as Arrival["party"]);
    const may = (asked: string, isLine: boolean) =>
      mayBeReferred(own, call, { number: asked, party: (isLine ? trunk : inner) ?? expect.fail() });
    // A web page may only call its application.
    for (const party of [{ kind: "client", clientId: "c" } as const, { kind: "visitor", widgetId: "w" } as const])
      expect(mayBeReferred(own, call, { number: "14045", party })).toBe(false);
    expect([may(MOBILE, true), may("14045", true), may("101", true)]).toEqual([true, true, false]);
    expect([may(MOBILE, false), may("14045", false), may("101", false)]).toEqual([true, true, true]);
    // Refused: numbers outside the dial plan, emergency numbers, text that is no number, and the code of another call centre.
    for (const asked of ["112", "119", "+15005550006", "sambung", ""])
      expect([asked, may(asked, true)]).toEqual([asked, false]);
    expect(mayBeReferred(own, { ...call, tenantId: "b" }, { number: MOBILE, party: trunk ?? expect.fail() })).toBe(
      false,
    );
    expect(own.channels.inUse.get("line")?.size ?? 0).toBe(0);
    // As often as it may dial, but not more often.
    const often = Array.from({ length: 40 }, () => may(MOBILE, true));
    expect(often.filter((one) => one).length).toBeLessThan(20);
    expect(own.channels.inUse.get("line")?.size ?? 0).toBe(0);
  });

  it("that ring a phone of the house dial outside under the code they were ordered with, and under no other one", () => {
    const { own, arrived, order } = desk();
    expect(order(inside)).toBe("begun");
    const [call] = arrived;
    expect(call).toMatchObject({ direction: "internal", code: null, dialsUnder: "14045" });
    expect(call && ledTo(own, call, MOBILE)).toMatchObject({
      kind: "targets",
      targets: [{ party: { dialled: MOBILE } }],
    });
    expect(ledTo(own, { callId: "plain", tenantId: "a", code: null }, MOBILE)).toMatchObject({ outcome: "declined" });
    expect(ledTo(own, { callId: "c", tenantId: "b", code: null, dialsUnder: "14045" }, MOBILE).kind).toBe("nowhere");
    expect(call && ledTo(own, call, "112")).toMatchObject({ outcome: "declined" });
  });

  it("are recorded outside after what their number says, and in the house not at all", () => {
    const { arrived, order } = desk();
    order(outside, true);
    order(inside, true);
    expect(arrived.map(({ destination }) => destination)).toMatchObject([
      { kind: "tasks", isRecorded: true, notice: "announced" },
      // The number's notice counts where an API client starts a recording later; it is not played before.
      { kind: "tasks", isRecorded: false, notice: "announced" },
    ]);
  });
});
