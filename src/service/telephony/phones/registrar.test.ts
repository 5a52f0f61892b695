import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BINDINGS_MAX, type Binding, EXPIRY_SECONDS, type RegisterRequest, register, ringingOf } from "./registrar.ts";

const NOW = 1_000_000;

const wish = (own: Partial<RegisterRequest> = {}): RegisterRequest => ({
  contacts: [{ uri: "sip:101@127.0.0.1:5070", expiresSeconds: null }],
  expiresSeconds: 600,
  source: { address: "127.0.0.1", port: 5070, transport: "udp", connection: null },
  sittingId: null,
  sipCallId: "call-a",
  cseq: 1,
  userAgent: "desk phone",
  ...own,
});

function registered(bindings: readonly Binding[], own: Partial<RegisterRequest>, nowMs = NOW): readonly Binding[] {
  const result = register(bindings, wish(own), nowMs);
  if (!result.ok) throw new Error(result.refusal);
  return result.value;
}

const refusal = (bindings: readonly Binding[], own: Partial<RegisterRequest>) => {
  const result = register(bindings, wish(own), NOW);
  return result.ok ? null : result.refusal;
};

describe("a phone whose agent sits in his browser", () => {
  it("rings there alone, and at its devices again as soon as he has gone", () => {
    const desk = registered([], {});
    const sitting = registered([], {
      sittingId: "sitting",
      contacts: [{ uri: "sip:a@b.invalid", expiresSeconds: null }],
    });
    expect(ringingOf([...desk, ...sitting])).toEqual(sitting);
    expect(ringingOf(desk)).toEqual(desk);
  });
});

describe("a phone that registers", () => {
  it("is reachable until the time it asked for, and not a millisecond longer", () => {
    const [binding] = registered([], {});
    expect(binding?.expiresAtMs).toBe(NOW + 600_000);
    expect(registered([binding as Binding], { contacts: [] }, NOW + 599_999)).toHaveLength(1);
    expect(registered([binding as Binding], { contacts: [] }, NOW + 600_000)).toHaveLength(0);
  });

  it("for longer than the most gets the most; for shorter than the least is refused", () => {
    expect(registered([], { expiresSeconds: 999_999 })[0]?.expiresAtMs).toBe(NOW + EXPIRY_SECONDS.most * 1_000);
    expect(refusal([], { expiresSeconds: EXPIRY_SECONDS.least - 1 })).toBe("interval-too-brief");
    expect(registered([], { expiresSeconds: EXPIRY_SECONDS.least })).toHaveLength(1);
  });

  it("without a time gets the usual one; the Contact's own time goes before the header's", () => {
    expect(registered([], { expiresSeconds: null })[0]?.expiresAtMs).toBe(NOW + EXPIRY_SECONDS.usual * 1_000);
    const own = registered([], { contacts: [{ uri: "sip:a@b", expiresSeconds: 120 }] });
    expect(own[0]?.expiresAtMs).toBe(NOW + 120_000);
  });

  it("again from the same place has one binding, with the newer time", () => {
    const first = registered([], {});
    const again = registered(first, { cseq: 2, expiresSeconds: 900 });
    expect(again).toHaveLength(1);
    expect(again[0]?.expiresAtMs).toBe(NOW + 900_000);
  });

  it("is not changed by a request that was overtaken", () => {
    const first = registered([], { cseq: 7 });
    expect(refusal(first, { cseq: 7, expiresSeconds: 0 })).toBe("out-of-order");
    expect(refusal(first, { cseq: 6 })).toBe("out-of-order");
    expect(registered(first, { cseq: 1, sipCallId: "after a reboot" })).toHaveLength(1);
  });

  const contact = (host: string, instance?: string) => [
    { uri: `sip:101@${host}`, expiresSeconds: null, ...(instance === undefined ? {} : { instance }) },
  ];
  const hosts = (bindings: readonly Binding[]) => bindings.map((one) => one.contact.split("@")[1]);

  it("again after a reboot takes the place of the contact that it had, by its instance wherever it is", () => {
    const first = registered([], { contacts: contact("10.0.0.5:5060", "<urn:uuid:a> ") });
    const moved = { sipCallId: "call-b", source: { ...wish().source, address: "192.0.2.9" }, userAgent: "new version" };
    const again = registered(first, { ...moved, contacts: contact("10.0.0.6:5062", "<urn:uuid:a> ") });
    expect(hosts(again)).toEqual(["10.0.0.6:5062"]);
    const other = registered(again, { sipCallId: "call-c", contacts: contact("10.0.0.6:5070", "<urn:uuid:b> ") });
    expect(hosts(other)).toEqual(["10.0.0.6:5062", "10.0.0.6:5070"]);
    expect(
      hosts(registered(other, { ...moved, cseq: 2, expiresSeconds: 0, contacts: contact("gone", "<urn:uuid:a> ") })),
    ).toEqual(hosts(other));
  });

  it("again after a reboot without an instance takes the place of its contact at the same host, from the same address", () => {
    const first = registered([], { contacts: contact("10.0.0.5:5060;line=1") });
    const again = { sipCallId: "call-b", contacts: contact("10.0.0.5:5062;line=2") };
    expect(hosts(registered(first, again))).toEqual(["10.0.0.5:5062;line=2"]);
    for (const own of [
      { userAgent: "another phone" },
      { source: { ...wish().source, address: "192.0.2.9" } },
      { contacts: contact("10.0.0.6:5062") },
      { sipCallId: "call-a", cseq: 2 },
    ]) {
      expect(registered(first, { ...again, ...own })).toHaveLength(2);
    }
    const silent = registered([], { userAgent: "", contacts: contact("10.0.0.5:5060") });
    expect(registered(silent, { ...again, userAgent: "" })).toHaveLength(2);
  });

  it("with two contacts of one device in one request keeps both", () => {
    const contacts = [...contact("10.0.0.5:5060", "<urn:uuid:a> "), ...contact("10.0.0.5:5061", "<urn:uuid:a> ")];
    expect(registered([], { contacts })).toHaveLength(2);
  });

  it("goes by an expiry of zero, or all at once by the star", () => {
    const first = registered([], {});
    expect(registered(first, { cseq: 2, expiresSeconds: 0 })).toEqual([]);
    expect(registered(first, { cseq: 2, contacts: "*", expiresSeconds: 0 })).toEqual([]);
    expect(refusal(first, { cseq: 2, contacts: "*", expiresSeconds: 60 })).toBe("bad-wildcard");
  });

  it("has no more devices than it may, however the requests come", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom(0, 60, 3_600)), { maxLength: 40 }),
        (asked) => {
          let bindings: readonly Binding[] = [];
          for (const [index, [device, expiresSeconds]] of asked.entries()) {
            const contacts = [{ uri: `sip:101@127.0.0.1:${5_000 + device}`, expiresSeconds }];
            const result = register(bindings, wish({ contacts, cseq: index + 1 }), NOW + index);
            if (result.ok) bindings = result.value;
            expect(bindings.length).toBeLessThanOrEqual(BINDINGS_MAX);
            expect(new Set(bindings.map(({ contact }) => contact)).size).toBe(bindings.length);
          }
        },
      ),
    );
  });
});
