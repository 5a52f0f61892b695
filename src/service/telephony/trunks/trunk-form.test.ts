import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreementStatus, changedFields, type TrunkForm, trunkFaults } from "./trunk-form.ts";
import { forbiddenHostOf } from "./trunk-host.effects.ts";

const TODAY = "2026-11-25";
const GOOD: TrunkForm = {
  name: "E1",
  kind: "e1-gateway",
  carrier: "PT Telepon Dasar",
  channelsMax: 30,
  isOn: true,
  dials: ["national"],
  agreementNumber: "PKS-1",
  agreementUntil: "2027-01-01",
  host: "10.1.1.1",
  port: 5060,
  transport: "udp",
  isEncrypted: false,
  addresses: ["10.1.1.1"],
};

const own = { rtp: { advertised: "198.51.100.5" }, httpPort: 8080, sipPort: 5060, sipsPort: 5061 } as const;
const forbidden = (isLocal: boolean) => forbiddenHostOf({ ...own, isLocal } as never);
const codes = (own: Partial<TrunkForm>, isLocal = false) =>
  trunkFaults({ ...GOOD, ...own }, { today: TODAY, isLocal, isForbidden: forbidden(isLocal) }).map(
    ({ path, code }) => `${path} ${code}`,
  );

describe("a line", () => {
  it("that is right in everything has no fault", () => {
    expect(codes({})).toEqual([]);
    expect(codes({ host: "sip.operator.co.id", addresses: ["10.1.1.1", "2001:db8::7"] })).toEqual([]);
  });

  it("names its agreement and the agreement's last day", () => {
    expect(codes({ agreementNumber: "", agreementUntil: null })).toEqual([
      "agreementNumber trunk-agreement-missing",
      "agreementUntil trunk-agreement-day-missing",
    ]);
  });

  it("may be on through the last day of its agreement, and afterwards only off", () => {
    expect(codes({ agreementUntil: TODAY })).toEqual([]);
    expect(codes({ agreementUntil: "2026-11-24" })).toEqual(["agreementUntil trunk-agreement-over"]);
    expect(codes({ agreementUntil: "2026-11-24", isOn: false })).toEqual([]);
  });

  it.each(["-a.co.id", "a..b", "10.1.1.256", "1.2.3", "sip:10.1.1.1", "a_b.id", "0.0.0.0", "239.1.1.1", "a b"])(
    "cannot stand at %s",
    (host) => {
      expect(codes({ host })).toEqual(["host trunk-host-unfit"]);
    },
  );

  it.each(["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "169.254.169.254", "fe80::1", "198.51.100.5"])(
    "is not called at %s, unless only this machine reaches the system",
    (host) => {
      expect(codes({ host })).toEqual(["host trunk-host-forbidden"]);
      expect(codes({ host }, true)).toEqual([]);
    },
  );

  it("is called at another port of this machine's outside address", () => {
    expect(codes({ host: "198.51.100.5", port: 5080 })).toEqual([]);
  });

  it.each(["10.0.0.0/8", "gateway", "0.0.0.0", "255.255.255.255", "224.0.0.1", "::", "ff02::1", "10.1.1", ""])(
    "takes no calls from %s",
    (address) => {
      expect(codes({ addresses: ["10.1.1.1", address] })).toEqual(["addresses trunk-address-unfit"]);
    },
  );

  it.each(["127.0.0.1", "127.9.9.9", "::1"])("takes calls from %s only where nobody else reaches the system", (own) => {
    expect(codes({ addresses: [own] })).toEqual(["addresses trunk-address-loopback"]);
    expect(codes({ addresses: [own] }, true)).toEqual([]);
  });

  it("hides its keys: sound is encrypted only where the messages are", () => {
    expect(codes({ isEncrypted: true, transport: "tls" })).toEqual([]);
    for (const transport of ["udp", "tcp"] as const)
      expect(codes({ isEncrypted: true, transport })).toEqual(["isEncrypted trunk-keys-in-clear"]);
  });

  it("differs from itself in nothing, and from a changed one in what was changed, whatever the order of addresses", () => {
    const two = { ...GOOD, addresses: ["10.1.1.1", "10.1.1.2"] };
    expect(changedFields(two, { ...two, addresses: ["10.1.1.2", "10.1.1.1"] })).toEqual([]);
    fc.assert(
      fc.property(fc.subarray(["name", "port", "channelsMax", "isOn"] as const), (names) => {
        const other = { ...GOOD, name: "B", port: 1, channelsMax: 7, isOn: false };
        const changed = { ...GOOD, ...Object.fromEntries(names.map((name) => [name, other[name]])) };
        expect(new Set(changedFields(GOOD, changed))).toEqual(new Set(names));
      }),
    );
  });
});

describe("an agreement", () => {
  it.each([
    [null, "in-force"],
    ["2027-01-25", "in-force"],
    ["2027-01-24", "ending"],
    ["2026-11-25", "ending"],
    ["2026-11-24", "over"],
  ] as const)("until %s is %s", (until, standing) => {
    expect(agreementStatus(until, TODAY)).toBe(standing);
  });
});
