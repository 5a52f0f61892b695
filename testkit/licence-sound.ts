import fc from "fast-check";
import type { LicenceForm } from "../src/licensing/requirements/index.ts";
import { licenceRules, SOUND_FORM } from "./licence-form.ts";

const FUNCTIONS = licenceRules().functions.map(({ key }) => key);
const name = fc.stringMatching(/^[A-Z][a-z]{2,20}( [A-Z][a-z]{2,20}){0,3}$/u);
const amount = fc.integer({ min: 1_000, max: 1_000_000_000_000 });

/** Choices of a valid call centre. */
const choices = fc.record({
  kind: fc.constantFrom("pbx", "ip-pbx", "cloud-pbx", "cpaas"),
  sms: fc.boolean(),
  lines: fc.array(fc.integer({ min: 30, max: 300 }), { minLength: 1, maxLength: 8 }),
  spare: fc.integer({ min: 0, max: 100 }),
  later: fc.array(fc.record({ year: fc.integer({ min: 2, max: 5 }), capacity: fc.integer({ min: 0, max: 500 }) }), {
    maxLength: 4,
  }),
  devices: fc.integer({ min: 0, max: 20 }),
  agents: fc.integer({ min: 1, max: 900 }),
  years: fc.tuple(amount, amount, amount, amount, amount),
  shares: fc.uniqueArray(fc.integer({ min: 1, max: 9_999 }), { maxLength: 5 }),
  names: fc.array(name, { minLength: 8, maxLength: 8 }),
});

type Choices = typeof choices extends fc.Arbitrary<infer Value> ? Value : never;

/** Valid forms: every configuration, one line or many, small and large plans, any number of shareholders. */
export const anySoundForm: fc.Arbitrary<LicenceForm> = choices.map((chosen) => ({
  ...SOUND_FORM,
  service: {
    configurations: [chosen.kind === "cloud-pbx" ? "ip-pbx" : chosen.kind],
    smsA2p: chosen.sms,
  },
  commitment: commitmentOf(chosen),
  configuration: configurationOf(chosen),
  equivalence: {
    rows: FUNCTIONS.map((key) => ({ id: `f-${key}`, function: key, providedBy: "Penyedia", evidence: "Kontrak" })),
  },
  devices: devicesOf(chosen),
  agreements: agreementsOf(chosen),
  funds: fundsOf(chosen),
  shareholding: shareholdingOf(chosen),
}));

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

function commitmentOf({ lines, later, names }: Choices): LicenceForm["commitment"] {
  const first = {
    id: "c0",
    year: 1,
    city: names[0] ?? "",
    centres: 1,
    capacity: sum(lines),
    unit: "channels",
  } as const;
  const rows = later.map(({ year, capacity }, index) => ({
    id: `c${index + 1}`,
    year,
    city: `${names[1] ?? ""} ${index}`,
    centres: 0,
    capacity,
    unit: "channels" as const,
  }));
  return { rows: [first, ...rows] };
}

function configurationOf({ kind, sms, lines, agents, names }: Choices): LicenceForm["configuration"] {
  const { configuration } = SOUND_FORM;
  const isRented = kind === "cloud-pbx" || kind === "cpaas";
  const [trunk] = configuration.trunks;
  const [exchange] = configuration.exchanges;
  if (trunk === undefined || exchange === undefined) throw new Error("the sound form has a line and an exchange");
  return {
    ...configuration,
    sites: configuration.sites.map((site, index) => ({
      ...site,
      name: names[index + 2] ?? "",
      agents: index === 0 ? agents : null,
    })),
    trunks: lines.map((capacity, index) => ({ ...trunk, id: `t${index}`, capacity })),
    exchanges: [
      {
        ...exchange,
        kind,
        deviceId: isRented ? "" : exchange.deviceId,
        ...(isRented ? { vendor: "Awan", region: "Jakarta", webhookSecurity: "HMAC" } : {}),
      },
    ],
    smsCarriers: sms
      ? [{ id: "m1", carrier: "Seluler", agreementId: "a2", protocol: "smpp", rate: 10, leadsTo: exchange.id }]
      : [],
  };
}

function devicesOf({ devices }: Choices): LicenceForm["devices"] {
  const [first] = SOUND_FORM.devices.rows;
  if (first === undefined) throw new Error("the sound form has a device");
  const more = Array.from({ length: devices }, (_, index) => ({
    ...first,
    id: `p${index}`,
    siteId: "s1",
    serial: `P-${index}`,
  }));
  return { rows: [...SOUND_FORM.devices.rows, ...more] };
}

function agreementsOf({ sms, lines, spare }: Choices): LicenceForm["agreements"] {
  const rows = SOUND_FORM.agreements.rows.map((row) => ({ ...row, channels: sum(lines) + spare }));
  const [first] = rows;
  if (!sms || first === undefined) return { rows };
  return { rows: [...rows, { ...first, id: "a2", kind: "sms", number: "PKS-SMS-1", channels: null }] };
}

function fundsOf({ years }: Choices): LicenceForm["funds"] {
  const totalRupiah = sum(years);
  return { ...SOUND_FORM.funds, investmentRupiah: years, totalRupiah, balanceRupiah: Math.ceil(totalRupiah / 20) };
}

/** Divides the whole into shares, one per shareholder. */
function shareholdingOf({ shares, names }: Choices): LicenceForm["shareholding"] {
  const cuts = [0, ...shares.toSorted((left, right) => left - right), 10_000];
  return {
    holders: cuts.slice(1).map((cut, index) => ({
      id: `h${index}`,
      ownerOf: null,
      name: names[index] ?? "Rani",
      kind: "person",
      country: "ID",
      basisPoints: cut - (cuts[index] ?? 0),
    })),
  };
}
