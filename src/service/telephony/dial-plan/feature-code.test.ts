import { describe, expect, it } from "vitest";
import { buildPhoneDirectory } from "../phones/index.ts";
import { buildTrunkDirectory } from "../trunks/index.ts";
import {
  type RoutingDirectory,
  routeFromPhone,
  routeFromTrunk,
  routeOfCallback,
  routeOfDial,
  routeOfTransfer,
} from "./dial-plan.ts";
import { readFeatureCode, withoutFeatureCodeDigits } from "./feature-code.shared.ts";

describe("a code of the agents' desk", () => {
  it.each([
    ["*50", "log-in", ""],
    ["*50305", "log-in", "305"],
    ["*5012345678", "log-in", "12345678"],
    ["*51", "log-out", ""],
    ["*52", "pause", ""],
    ["*523", "pause", "3"],
    ["*53", "ready", ""],
  ] as const)("%s is one", (dialled, act, digits) => {
    expect(readFeatureCode(dialled)).toEqual({ act, digits });
  });

  it.each([
    "*50305*2580",
    "*503052580123",
    "*5012",
    "*51305",
    "*520",
    "*5212",
    "*532580",
    "*50 305",
    "*50305#",
    "*50+305",
  ])("%s is none, leads nowhere, and nothing behind it is kept", (dialled) => {
    expect(readFeatureCode(dialled)).toBe("malformed");
    expect(withoutFeatureCodeDigits(dialled)).toBe(dialled.slice(0, 3));
    expect(routeFromPhone(directory, { tenantId: "a" }, dialled)).toEqual({
      kind: "nowhere",
      outcome: "unknown-number",
    });
  });

  it.each(["305", "*5", "*54", "50305", "#50305", "**50", "+*50", ""])("%j is another number, and kept", (dialled) => {
    expect(readFeatureCode(dialled)).toBeNull();
    expect(withoutFeatureCodeDigits(dialled)).toBe(dialled);
  });

  it("is dialled at phones alone: no line, no transfer, no flow and no callback reaches the desk or goes outside by it", () => {
    const call = { tenantId: "a", code: "14045", called: "14045" };
    for (const dialled of ["*50", "*50305", "*51", "*523", "*53", "*50305*2580"]) {
      const nowhere = { kind: "nowhere", outcome: "unknown-number" };
      expect(routeFromTrunk(directory, call, dialled)).toEqual(nowhere);
      expect(routeOfTransfer(directory, call, dialled)).toEqual(nowhere);
      expect(routeOfDial(directory, call, dialled)).toEqual(nowhere);
      expect(routeOfCallback(directory, call, dialled)).toMatchObject({ kind: "nowhere" });
    }
    expect(routeFromPhone(directory, call, "*523")).toEqual({ kind: "desk", dialled: { act: "pause", digits: "3" } });
  });
});

const number = { tenantId: "a", mode: "open", ringMs: 30_000, isRecorded: true, phoneIds: [] } as const;
const directory: RoutingDirectory = {
  trunks: buildTrunkDirectory([
    {
      id: "line",
      tenantId: "a",
      name: "line",
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
      addresses: [],
      dials: ["national", "short", "abroad", "premium"],
    },
  ]),
  phones: buildPhoneDirectory([]),
  numbers: new Map([
    ["14045", { ...number, code: "14045" }],
    ["50305", { ...number, code: "50305" }],
  ]),
  closed: new Set(),
  emergency: new Set(["110"]),
  reserved: new Set(["119"]),
};
