import { present } from "../../kernel/index.ts";
import { DEVICE_CHECKS } from "./test-document-act.ts";
import type { ItemOfTest, ReportData, SkloData, TaskData, TestOnRecord } from "./test-document-order.ts";

const METHODS = { site: "site-test", self: "self-test" } as const;
const UNITS: Readonly<Record<string, string>> = {
  channels: "kanal",
  operators: "penyelenggara",
  calls: "panggilan",
  percent: "persen",
  seconds: "detik",
  minutes: "menit",
  hours: "jam",
};
const COMPARISONS = { "at-least": "paling sedikit", "at-most": "paling banyak" } as const;
const AREAS: Readonly<Record<string, string>> = {
  administrative: "Administrasi",
  network: "Fungsi jaringan",
  service: "Fungsi layanan",
  capacity: "Kapasitas",
  records: "Pencatatan panggilan",
  monitoring: "Pemantauan",
  security: "Keamanan dan data pribadi",
  care: "Pelayanan pelanggan",
  continuity: "Kelangsungan layanan",
  messaging: "SMS A2P",
  devices: "Perangkat dalam daftar perangkat",
};

/** The number of the test that the company requested. */
interface TestReference {
  readonly testNumber: string;
}

/** Replaces blank text by a dash, since the schema requires non-empty text. */
const nonEmptyText = (text: string) => (text.trim() === "" ? "–" : text);

function common(
  { testNumber }: TestReference,
  { method, place, serviceCentre }: Pick<ReportData, "method" | "place" | "serviceCentre">,
  known: TestOnRecord,
) {
  return {
    method: METHODS[method],
    configurations: known.configurations,
    smsA2p: known.smsA2p,
    requestLetter: { number: testNumber, date: known.requestedOn },
    testAddress: nonEmptyText(place),
    careCentreAddress: nonEmptyText(serviceCentre),
  };
}

function teamOf(team: TaskData["team"]) {
  return team.map(({ name, isLead }) => ({ name, role: isLead ? "leader" : "member", nip: null }));
}

/** Builds a "surat perintah tugas" from its order and the stored test; not validated. */
export function testOrderActOf(order: TaskData, known: TestOnRecord) {
  const { method, place, testDate, startsAt, team } = order;
  const areas = [...new Set(known.items.map(({ area }) => AREAS[area] ?? area))];
  return {
    ...common(order, { method, place, serviceCentre: known.serviceCentre }, known),
    kind: "test-order",
    heldFrom: testDate,
    heldTo: testDate,
    startsAt: startsAt === null ? null : startsAt.slice(0, 5),
    team: teamOf(team),
    areas: areas.length === 0 ? ["Seluruh bagian menurut katalog uji"] : areas,
    replaces: known.order,
  };
}

/** Builds a "Berita Acara Evaluasi"; not validated. */
export function testReportActOf(
  order: TestReference & { readonly report: ReportData; readonly reportDigest: string },
  known: TestOnRecord,
) {
  const { report } = order;
  const items = new Map(known.items.map((item) => [item.key, item]));
  const devices = report.items.filter(({ key }) => (items.get(key)?.device ?? null) !== null);
  const others = report.items.filter(({ key }) => (items.get(key)?.device ?? null) === null);
  return {
    ...common(order, report, known),
    kind: "test-report",
    heldFrom: report.testedOn,
    heldTo: report.testedOn,
    order: known.order,
    transmission: report.transmission,
    catalogue: report.catalogueVersion,
    team: teamOf(report.team),
    items: counted(others, items).map(({ item, code }) => itemOf(item, code, items.get(item.key))),
    devices: devices.map((item) => deviceOf(item, present(items.get(item.key), "item"), known.checks.get(item.key))),
    result: report.verdict,
    findings: report.findings.map(({ name, note, confirmedBecause }) =>
      [name.id, note, confirmedBecause ?? ""].filter((part) => part.trim() !== "").join(": "),
    ),
    remarks: report.note.trim() === "" ? [] : [{ side: "ministry", name: leaderOf(report), text: report.note }],
    signatures: known.signatures.map(signatureOf),
    digest: order.reportDigest,
    previous: known.previous,
  };
}

/** Builds an SKLO, with the issued report of the test as its annex; not validated. */
export function skloActOf(order: TestReference & { readonly facts: SkloData }, known: TestOnRecord) {
  const report = present(known.report, "report of a test that was passed");
  const { number, date, act: annex } = report;
  return { ...common(order, order.facts, known), kind: "sklo", order: known.order, report: { number, date }, annex };
}

function leaderOf({ team }: ReportData): string {
  return team.find(({ isLead }) => isLead)?.name ?? team[0]?.name ?? "–";
}

/** Numbers the items by area: the second item of the third area is "3.2". */
function counted(found: ReportData["items"], items: ReadonlyMap<string, ItemOfTest>) {
  const areas: string[] = [];
  const within = new Map<string, number>();
  return found.map((item) => {
    const area = items.get(item.key)?.area ?? "";
    if (!areas.includes(area)) areas.push(area);
    const nth = (within.get(area) ?? 0) + 1;
    within.set(area, nth);
    return { item, code: `${areas.indexOf(area) + 1}.${nth}` };
  });
}

function itemOf(found: ReportData["items"][number], code: string, item: ItemOfTest | undefined) {
  const limit = item?.limit ?? null;
  const unit = item?.unit ?? null;
  return {
    code,
    area: AREAS[item?.area ?? ""] ?? "Lainnya",
    title: found.name.id,
    isMandatory: found.mandatory,
    limit:
      limit === null ? (item?.expected.id ?? "") : `${COMPARISONS[limit.comparison]} ${quantity(limit.value, unit)}`,
    standing: limit?.standing ?? found.standing,
    measured: found.measured === null ? "" : quantity(found.measured.value, found.measured.unit),
    instrument: found.measured?.instrument ?? "",
    verdict: found.outcome,
    note: found.note,
  };
}

function quantity(value: number, unit: string | null): string {
  const written = String(value).replace(".", ",");
  return unit === null ? written : `${written} ${UNITS[unit] ?? unit}`;
}

function deviceOf(
  found: ReportData["items"][number],
  { device }: ItemOfTest,
  checks: Readonly<Record<string, string>> = {},
) {
  const { kind, maker, type, serial, certificateNumber, site } = present(device, "device of an item");
  return {
    name: nonEmptyText([kind, maker, type].filter((part) => part.trim() !== "").join(" ")),
    serial,
    certificate: certificateNumber,
    location: site,
    checks: DEVICE_CHECKS.flatMap((check) => (checks[check] === undefined ? [] : [{ check, outcome: checks[check] }])),
    verdict: found.outcome,
    note: found.note,
  };
}

function signatureOf(signature: TestOnRecord["signatures"][number]) {
  const { side, kind, name, email, how, remarks, atMs } = signature;
  return {
    side: side === "applicant" ? "operator" : "ministry",
    name: name ?? "–",
    position: side === "applicant" ? "mewakili penyelenggara" : "mewakili tim uji",
    account: email,
    atMs,
    how,
    outcome: kind,
    remark: remarks,
  };
}
