import { describe, expect, it } from "vitest";
import { SOUND_FORM } from "../../../testkit/licence-form.ts";
import { checkGraph } from "./check-graph.shared.ts";
import { commitmentTotals } from "./commitment.shared.ts";
import { graphOf, type TechnicalParts } from "./graph.shared.ts";
import type { ConfigurationPart, DeviceRow } from "./technical.shared.ts";

const rules = { linesPerE1: 30, expectsCloudInIndonesia: true, ownLicence: false };
const codesOf = (parts: TechnicalParts) => checkGraph(parts, rules).map(({ code }) => code);

function withList<Key extends keyof ConfigurationPart>(
  key: Key,
  change: Partial<ConfigurationPart[Key][number]>,
  parts: TechnicalParts = SOUND_FORM,
): TechnicalParts {
  const rows = parts.configuration[key].map((row, index) => (index === 0 ? { ...row, ...change } : row));
  return { ...parts, configuration: { ...parts.configuration, [key]: rows } };
}

const withSms: TechnicalParts = {
  ...SOUND_FORM,
  service: { ...SOUND_FORM.service, smsA2p: true },
  agreements: {
    rows: SOUND_FORM.agreements.rows.flatMap((row) => [
      row,
      { ...row, id: "a2", kind: "sms" as const, channels: null },
    ]),
  },
  configuration: {
    ...SOUND_FORM.configuration,
    smsCarriers: [
      { id: "m1", carrier: "Seluler Contoh", agreementId: "a2", protocol: "smpp", rate: 50, leadsTo: "x1" },
    ],
  },
};

describe("the check of a configuration", () => {
  it("finds nothing in a sound one, with or without SMS", () => {
    expect(checkGraph(SOUND_FORM, rules)).toEqual([]);
    expect(checkGraph(withSms, rules)).toEqual([]);
  });

  it.each([
    ["a line without an agreement", withList("trunks", { agreementId: "" }), "line-without-agreement"],
    ["a line on an agreement that is gone", withList("trunks", { agreementId: "gone" }), "line-without-agreement"],
    ["a line without its capacity", withList("trunks", { capacity: null }), "field-missing"],
    ["a SIP line without a codec", withList("trunks", { codecs: [] }), "field-missing"],
    ["an E1 that speaks SIP", withList("trunks", { kind: "e1", capacity: 1 }), "protocol-mismatch"],
    ["a line that leads nowhere", withList("trunks", { leadsTo: "" }), "leads-nowhere"],
    ["a border controller that leads to what is gone", withList("borders", { leadsTo: "gone" }), "leads-nowhere"],
    ["a border controller that leads to itself", withList("borders", { leadsTo: "b1" }), "circle"],
    ["a border controller without a device", withList("borders", { deviceId: "" }), "node-without-device"],
    ["an exchange on a device that is gone", withList("exchanges", { deviceId: "gone" }), "device-unknown"],
    ["an exchange nobody asked for", withList("exchanges", { kind: "pbx" }), "exchange-unasked"],
    ["a chosen configuration without an exchange", withList("exchanges", { kind: "pbx" }), "exchange-missing"],
    ["an exchange that no line reaches", withList("borders", { leadsTo: "" }), "nothing-leads-here"],
    ["a site that is gone", withList("trunks", { siteId: "gone" }), "site-unknown"],
    ["a site without a country", withList("sites", { country: "" }), "field-missing"],
    ["a service centre without agents", withList("sites", { agents: 0 }), "agents-missing"],
    ["no service centre", withList("sites", { kind: "noc" }), "service-centre-missing"],
    [
      "an SMS carrier on an agreement for telephony",
      withList("smsCarriers", { agreementId: "a1" }, withSms),
      "agreement-of-another-kind",
    ],
    ["a line on an agreement for SMS", withList("trunks", { agreementId: "a2" }, withSms), "agreement-of-another-kind"],
    ["an SMS carrier that leads nowhere", withList("smsCarriers", { leadsTo: "m1" }, withSms), "leads-nowhere"],
    ["SMS without a carrier", { ...withSms, configuration: SOUND_FORM.configuration }, "sms-carrier-missing"],
    ["a carrier without SMS", { ...withSms, service: SOUND_FORM.service }, "sms-carrier-unasked"],
    ["no line at all", { ...SOUND_FORM, configuration: { ...SOUND_FORM.configuration, trunks: [] } }, "line-missing"],
  ] as const)("names %s", (_fault, parts, code) => {
    expect(codesOf(parts)).toContain(code);
  });

  it("names two border controllers that lead to each other, both of them", () => {
    const [first] = SOUND_FORM.configuration.borders;
    if (first === undefined) throw new Error("a border controller");
    const borders = [
      { ...first, leadsTo: "b2" },
      { ...first, id: "b2", leadsTo: "b1" },
    ];
    const found = checkGraph({ ...SOUND_FORM, configuration: { ...SOUND_FORM.configuration, borders } }, rules);
    expect(found.filter(({ code }) => code === "circle").map(({ rowId }) => rowId)).toEqual(["b1", "b2"]);
  });

  it("lets lines be as many as the agreement gives, and not one more", () => {
    expect(codesOf(withList("trunks", { capacity: 60 }))).toEqual([]);
    expect(checkGraph(withList("trunks", { capacity: 61 }), rules)).toMatchObject([
      { code: "lines-beyond-agreement", rowId: "t1", params: { lines: 61, channels: 60 } },
    ]);
    const twoE1 = withList("trunks", { kind: "e1", protocol: "isdn-pri", capacity: 2 });
    expect(codesOf(twoE1)).toEqual([]);
  });

  it("wants as many lines as are promised for year one", () => {
    expect(checkGraph(withList("trunks", { capacity: 29 }), rules)).toMatchObject([
      { code: "lines-below-commitment", params: { lines: 29, committed: 30 } },
    ]);
  });

  it("asks no agreement for lines of a company that is a carrier itself", () => {
    const own = checkGraph(withList("trunks", { agreementId: "" }), { ...rules, ownLicence: true });
    expect(own).toEqual([]);
  });

  it("warns of a cloud outside Indonesia, and not of a PBX that stands there", () => {
    const abroad = withList(
      "sites",
      { country: "SG" },
      {
        ...SOUND_FORM,
        configuration: { ...SOUND_FORM.configuration, sites: SOUND_FORM.configuration.sites.toReversed() },
      },
    );
    const cloud = withList("exchanges", { kind: "cloud-pbx", vendor: "Awan", region: "Singapore" }, abroad);
    expect(checkGraph(cloud, rules)).toMatchObject([
      {
        code: "cloud-abroad",
        level: "warns",
        rowId: "x1",
        params: { region: "Singapore" },
        rule: "cloud-in-indonesia",
      },
    ]);
    expect(codesOf(abroad)).toEqual([]);
  });

  it("needs vendor, region and redundancy of a cloud, and how webhooks are secured of CPaaS, but no device", () => {
    const fields = (kind: "cloud-pbx" | "cpaas") =>
      checkGraph(withList("exchanges", { kind, deviceId: "", redundancy: "" }), rules)
        .filter(({ code }) => code === "field-missing")
        .map(({ field }) => field);
    expect(fields("cloud-pbx")).toEqual(["exchanges.0.vendor", "exchanges.0.region", "exchanges.0.redundancy"]);
    expect(fields("cpaas")).toContain("exchanges.0.webhookSecurity");
  });
});

describe("the graph", () => {
  const graph = graphOf(SOUND_FORM, 30);
  const ends = (parts: TechnicalParts) => graphOf(parts, 30).edges.map(({ from, to }) => `${from} > ${to}`);

  it("leads callers over line, border controller and exchange to the agents", () => {
    expect(ends(SOUND_FORM)).toEqual([
      "callers > trunk:t1",
      "trunk:t1 > border:b1",
      "border:b1 > exchange:x1",
      "exchange:x1 > site:s1",
    ]);
  });

  it("counts channels, codecs and what is secured on the way in", () => {
    expect(graph.edges[1]).toMatchObject({ channels: 30, codecs: ["G.711"], tls: true, srtp: true });
  });

  it("puts a device into what it runs, and alike ones at a site together", () => {
    const phone = (id: string): DeviceRow => ({
      id,
      siteId: "s1",
      kind: "Telepon IP",
      maker: "Contoh",
      type: "T-10",
      country: "CN",
      serial: id,
      isVirtual: false,
      certificateNumber: "1",
      ownership: "owned",
    });
    const rows = [...SOUND_FORM.devices.rows, phone("p1"), phone("p2"), { ...phone("p3"), siteId: "" }];
    const devices = graphOf({ ...SOUND_FORM, devices: { rows } }, 30).nodes.flatMap((node) =>
      node.kind === "device" ? [[node.within, node.rowIds]] : [],
    );
    expect(devices).toEqual([
      ["border:b1", ["d1"]],
      ["exchange:x1", ["d2"]],
      ["site:s1", ["p1", "p2"]],
      ["unplaced", ["p3"]],
    ]);
  });

  it("has no edge for a row that leads to what is gone, nor one from a node to itself", () => {
    expect(ends(withList("trunks", { leadsTo: "gone" }))).not.toContain("trunk:t1 > gone");
    expect(ends(withList("borders", { leadsTo: "b1" }))).not.toContain("border:b1 > border:b1");
  });

  it("lets programs drive CPaaS, and messages go out through their carrier", () => {
    const parts = withList("exchanges", { kind: "cpaas" }, withSms);
    expect(ends(parts)).toContain("exchange:x1 > applications");
    expect(ends(parts)).toContain("recipients > sms-carrier:m1");
  });

  it("lets an exchange serve the agents where it stands, and others those who have none", () => {
    const [first, second] = SOUND_FORM.configuration.sites;
    const [exchange] = SOUND_FORM.configuration.exchanges;
    if (first === undefined || second === undefined || exchange === undefined) throw new Error("sites and an exchange");
    const configuration = {
      ...SOUND_FORM.configuration,
      sites: [first, { ...second, agents: 5 }, { ...second, id: "s3", kind: "noc" as const, agents: null }],
      exchanges: [
        { ...exchange, siteId: "s1" },
        { ...exchange, id: "x2", siteId: "s3" },
      ],
    };
    const found = ends({ ...SOUND_FORM, configuration }).filter((end) => end.startsWith("exchange"));
    expect(found).toEqual(["exchange:x1 > site:s1", "exchange:x2 > site:s2"]);
  });
});

describe("the running total of a commitment", () => {
  const totals = commitmentTotals(SOUND_FORM.commitment, 30);

  it("adds each year to those before it, and counts whole E1s only", () => {
    expect(
      totals.years.map(({ addedChannels, totalChannels, totalE1 }) => [addedChannels, totalChannels, totalE1]),
    ).toEqual([
      [30, 30, 1],
      [15, 45, 1],
      [45, 90, 3],
      [0, 90, 3],
      [0, 90, 3],
    ]);
  });

  it("is told by city too, whatever the letters of its name", () => {
    expect(totals.cities).toEqual([
      { city: "Kota Depok", totalChannels: [30, 45, 45, 45, 45], totalCentres: [1, 1, 1, 1, 1] },
      { city: "Kota Surabaya", totalChannels: [0, 0, 45, 45, 45], totalCentres: [0, 0, 1, 1, 1] },
    ]);
    const rows = SOUND_FORM.commitment.rows.map((row, index) => ({
      ...row,
      city: index === 1 ? "KOTA  depok " : row.city,
    }));
    expect(commitmentTotals({ rows }, 30).cities).toHaveLength(2);
  });

  it("takes 29 channels for no E1 and 45 for one", () => {
    const first = (capacity: number) =>
      commitmentTotals({ rows: [{ id: "r", year: 1, city: "Medan", centres: 1, capacity, unit: "channels" }] }, 30)
        .years[0]?.addedE1;
    expect([first(29), first(30), first(45), first(60)]).toEqual([0, 1, 1, 2]);
  });
});
