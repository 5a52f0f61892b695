import { describe, expect, it } from "vitest";
import { buildPhoneDirectory, type Phone } from "../phones/index.ts";
import { buildTrunkDirectory, type Trunk } from "../trunks/index.ts";
import {
  type RoutingDirectory,
  routeFromPhone,
  routeFromTrunk,
  routeOfConsult,
  routeOfDial,
  routeOfOrder,
  type ServiceNumber,
} from "./dial-plan.ts";

const phone = (id: string, tenantId: string, extension: string): Phone => ({
  id,
  tenantId,
  extension,
  name: id,
  username: id,
  isEncrypted: false,
  secret: { MD5: "", "SHA-256": "" },
  sittingId: null,
});
const number = (code: string, tenantId: string, own: Partial<ServiceNumber> = {}): ServiceNumber => ({
  code,
  tenantId,
  mode: "open",
  ringMs: 30_000,
  isRecorded: true,
  phoneIds: ["a1"],
  ...own,
});
const trunk = (id: string, tenantId: string): Trunk => ({
  id,
  tenantId,
  name: id,
  kind: "e1-gateway",
  host: "127.0.0.1",
  address: "127.0.0.1",
  isEncrypted: false,
  port: 5080,
  transport: "udp",
  channelsMax: 30,
  centreChannelsMax: null,
  centreSpending: null,
  isOn: true,
  dials: ["national", "short"],
  addresses: [],
});

const directory: RoutingDirectory = {
  trunks: buildTrunkDirectory([trunk("line-a", "a"), trunk("line-b", "b")]),
  phones: buildPhoneDirectory([phone("a1", "a", "101"), phone("a112", "a", "112"), phone("b1", "b", "101")]),
  numbers: new Map([
    ["14045", number("14045", "a")],
    ["1500123", number("1500123", "b", { phoneIds: ["b1"] })],
  ]),
  closed: new Set(),
  emergency: new Set(["110", "112"]),
  reserved: new Set(["119"]),
};

describe("a call over a line", () => {
  it.each(["14045", "014045", "+6214045", "6214045"])("to %s reaches the code's phones", (dialled) => {
    expect(routeFromTrunk(directory, { tenantId: "a" }, dialled)).toMatchObject({ kind: "phones", phoneIds: ["a1"] });
  });

  it.each(["1404", "140455", "101", "112", "", "1500123"])(
    "to %s, which is no code of the line's tenant, leads nowhere",
    (dialled) => {
      expect(routeFromTrunk(directory, { tenantId: "a" }, dialled)).toEqual({
        kind: "nowhere",
        outcome: "unknown-number",
      });
    },
  );
});

describe("a call of a phone", () => {
  it("to an extension reaches the colleague of the same tenant", () => {
    expect(routeFromPhone(directory, { tenantId: "a" }, "101")).toMatchObject({ kind: "phones", phoneIds: ["a1"] });
    expect(routeFromPhone(directory, { tenantId: "b" }, "101")).toMatchObject({ kind: "phones", phoneIds: ["b1"] });
  });

  it("to an emergency number goes out, even where an extension has the same digits", () => {
    expect(routeFromPhone(directory, { tenantId: "a" }, "112")).toMatchObject({
      kind: "trunk",
      trunkId: "line-a",
      isEmergency: true,
      number: null,
    });
  });

  it("to a number outside goes over the tenant's own line and shows its code", () => {
    const route = routeFromPhone(directory, { tenantId: "b" }, "+628118811");
    expect(route).toMatchObject({ kind: "trunk", trunkId: "line-b", number: { code: "1500123" } });
  });

  it("of a tenant without a line leads nowhere", () => {
    expect(routeFromPhone(directory, { tenantId: "c" }, "112")).toEqual({ kind: "nowhere", outcome: "unknown-number" });
  });
});

describe("a number that a call dials by itself", () => {
  const call = { tenantId: "a", code: "14045" };
  const inTest: RoutingDirectory = {
    ...directory,
    numbers: new Map([["14045", number("14045", "a", { mode: "test" })]]),
  };

  it("may be an extension or a code of the same tenant, whatever the mode of the code", () => {
    expect(routeOfDial(inTest, call, "101")).toMatchObject({ kind: "phones", phoneIds: ["a1"] });
    expect(routeOfDial(directory, call, "14045")).toMatchObject({ kind: "phones", called: "14045" });
  });

  it("may be outside where the code is open, and shows it", () => {
    expect(routeOfDial(directory, call, "0215551234")).toMatchObject({
      kind: "trunk",
      trunkId: "line-a",
      number: { code: "14045" },
    });
  });

  it.each([
    ["a code in test", inTest, call],
    ["a call without a code", directory, { tenantId: "a", code: null }],
    ["a code of somebody else", directory, { tenantId: "a", code: "1500123" }],
  ] as const)("is not outside for %s", (_, lines, from) => {
    expect(routeOfDial(lines, from, "0215551234")).toEqual({ kind: "nowhere", outcome: "declined" });
  });

  it("is never one for an emergency: nobody would be there to speak", () => {
    for (const dialled of ["110", "+62110", "62110", "0110", "021110", "+62112", "119", "+62119"]) {
      expect(routeOfDial(directory, call, dialled), dialled).toEqual({ kind: "nowhere", outcome: "declined" });
    }
  });
});

describe("a number that a program orders a call to", () => {
  const ordered = (number: string) =>
    routeOfOrder(directory, { tenantId: "a", from: "14045" }, { kind: "number", number });

  it("leads over the line, and never to what people call", () => {
    expect(ordered("0215551234")).toMatchObject({ kind: "trunk", trunkId: "line-a" });
    expect(ordered("1500555")).toMatchObject({ kind: "trunk" });
    for (const number of ["112", "+62112", "62112", "0112", "021112", "119", "+62119"]) {
      expect(ordered(number), number).toEqual({ kind: "refused", why: "not-dialled" });
    }
  });
});

describe("what people at phones dial", () => {
  it("is help and the services of the state as ever, and no help while a caller waits", () => {
    expect(routeFromPhone(directory, { tenantId: "a" }, "112")).toMatchObject({ kind: "trunk", isEmergency: true });
    expect(routeFromPhone(directory, { tenantId: "a" }, "119")).toMatchObject({ kind: "trunk", isEmergency: false });
    expect(routeOfConsult(directory, { tenantId: "a" }, "119")).toMatchObject({ kind: "trunk" });
    for (const dialled of ["112", "+62112", "021112"]) {
      expect(routeOfConsult(directory, { tenantId: "a" }, dialled)).toEqual({ kind: "nowhere", outcome: "declined" });
    }
  });
});
