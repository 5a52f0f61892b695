import fc from "fast-check";
import type { LicenceForm } from "../src/licensing/requirements/index.ts";

const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,6}$/u);
const idOrEmpty = fc.oneof(id, fc.constant(""), fc.constantFrom("a", "b", "c"));
const text = (maxLength: number) => fc.string({ maxLength, unit: "binary" });
const date = fc.oneof(
  fc.constant(""),
  fc
    .date({ min: new Date("1900-01-01"), max: new Date("2999-12-31"), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10)),
);
const country = fc.oneof(fc.constant(""), fc.constantFrom("ID", "SG", "DE"));
const count = fc.option(fc.integer({ min: 0, max: 1_000_000 }));
const rupiah = fc.option(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }));

const rows = <Row extends { readonly id: string }>(row: fc.Arbitrary<Row>, maxLength = 5) =>
  fc.uniqueArray(row, { maxLength, selector: (one) => one.id });

/** Random forms that the schemas accept, most of them incomplete and contradictory. */
export const anyLicenceForm: fc.Arbitrary<LicenceForm> = fc.record({
  service: fc.record({
    configurations: fc.uniqueArray(fc.constantFrom("pbx", "ip-pbx", "cpaas")),
    smsA2p: fc.boolean(),
  }),
  commitment: fc.record({
    rows: rows(
      fc.record({
        id,
        year: fc.integer({ min: 1, max: 5 }),
        city: text(100),
        centres: count,
        capacity: count,
        unit: fc.constantFrom("e1", "channels"),
      }),
    ),
  }),
  configuration: fc.record({
    sites: rows(
      fc.record({
        id,
        kind: fc.constantFrom("service-centre", "noc", "colocation", "installation", "data-centre"),
        name: text(200),
        address: text(50),
        city: text(100),
        country,
        agents: count,
      }),
    ),
    trunks: rows(
      fc.record({
        id,
        agreementId: idOrEmpty,
        kind: fc.constantFrom("e1", "sip"),
        capacity: count,
        protocol: fc.constantFrom("isdn-pri", "sip-udp", "sip-tcp", "sip-tls"),
        codecs: fc.array(text(20), { maxLength: 12 }),
        srtp: fc.boolean(),
        siteId: idOrEmpty,
        leadsTo: idOrEmpty,
      }),
      12,
    ),
    borders: rows(
      fc.record({
        id,
        name: text(200),
        kind: fc.constantFrom("sbc", "e1-gateway"),
        deviceId: idOrEmpty,
        siteId: idOrEmpty,
        leadsTo: idOrEmpty,
      }),
    ),
    exchanges: rows(
      fc.record({
        id,
        kind: fc.constantFrom("pbx", "ip-pbx", "cloud-pbx", "cpaas"),
        name: text(200),
        deviceId: idOrEmpty,
        siteId: idOrEmpty,
        vendor: text(200),
        region: text(100),
        redundancy: text(20),
        webhookSecurity: text(20),
      }),
    ),
    smsCarriers: rows(
      fc.record({
        id,
        carrier: text(200),
        agreementId: idOrEmpty,
        protocol: fc.constantFrom("smpp", "http"),
        rate: count,
        leadsTo: idOrEmpty,
      }),
    ),
  }),
  equivalence: fc.record({
    rows: rows(fc.record({ id, function: text(20), providedBy: text(20), evidence: text(20) })),
  }),
  devices: fc.record({
    rows: rows(
      fc.record({
        id,
        siteId: idOrEmpty,
        kind: text(100),
        maker: text(100),
        type: text(100),
        country,
        serial: text(20),
        isVirtual: fc.boolean(),
        certificateNumber: text(20),
        ownership: fc.constantFrom("owned", "leased", "contract"),
      }),
      20,
    ),
  }),
  agreements: fc.record({
    rows: rows(
      fc.record({
        id,
        partner: text(200),
        partnerLicence: text(20),
        kind: fc.constantFrom("basic-telephony", "sms", "network"),
        number: text(20),
        signedOn: date,
        validFrom: date,
        validUntil: date,
        channels: count,
      }),
    ),
  }),
  funds: fc.record({
    investmentRupiah: fc.array(rupiah, { minLength: 5, maxLength: 5 }),
    totalRupiah: rupiah,
    bank: text(20),
    balanceRupiah: rupiah,
    statementDate: date,
  }),
  shareholding: fc.record({
    holders: rows(
      fc.record({
        id,
        ownerOf: fc.option(fc.oneof(id, fc.constantFrom("a", "b", "c"))),
        name: text(200),
        kind: fc.constantFrom("person", "company", "state", "public"),
        country,
        basisPoints: fc.option(fc.integer({ min: 0, max: 10_000 })),
      }),
      15,
    ),
  }),
  contact: fc.record({
    phone: text(100),
    email: text(200),
    web: text(200),
    address: text(20),
    hours: text(20),
    complaintDays: fc.option(fc.integer({ min: 0, max: 365 })),
    escalation: text(20),
  }),
  declarations: fc.record({ accepted: fc.array(text(20), { maxLength: 5 }) }),
});
