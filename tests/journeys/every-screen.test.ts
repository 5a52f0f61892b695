import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../testkit/browser.ts";
import { type Demonstration, startDemonstration } from "../../testkit/demonstration.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import { openVisit, type Visit, type VisitOptions } from "../../testkit/visit.ts";
import { CLIENT_ROUTES } from "../../web/src/routes.shared.ts";
import { logIn } from "./people-steps.ts";

const PUBLIC = ["/nomor", "/nomor/1500123", "/aturan", "/masuk", "/daftar", "/lupa-sandi", "/validasi-sk"];
const NOBODY = "00000000-0000-7000-8000-000000000000";

/** The role of a demo account that may open a route; the other routes are public. */
const ROLE_OF: Readonly<Record<string, string>> = {
  "/beranda": "coordinator",
  "/verifikasi": "account-verifier",
  "/verifikasi/:id": "account-verifier",
  "/meja-sengketa": "account-verifier",
  "/meja-sengketa/:id": "account-verifier",
  "/surat-kuasa": "coordinator",
  "/surat-kuasa/baru": "coordinator",
  "/sengketa": "coordinator",
  "/sengketa/baru": "coordinator",
  "/dokumen-dibuka": "coordinator",
  "/permohonan/:id": "evaluator",
  "/izin": "coordinator",
  "/izin/:id": "evaluator",
  "/izin/:id/bagian/:part": "evaluator",
  "/izin/:id/periksa": "evaluator",
  "/izin/:id/unggah-oss": "evaluator",
  "/izin/:id/keberatan": "evaluator",
  "/keberatan/:id": "evaluator",
  "/tugas-keberatan": "evaluator",
  "/izin/:id/uji": "coordinator",
  "/uji": "coordinator",
  "/uji/:id": "evaluator",
  "/uji/:id/lapangan": "evaluator",
  "/tugas-uji": "coordinator",
  "/tugas": "evaluator",
  "/dasbor": "director",
  "/alat-ukur": "coordinator",
  "/izin-terbit": "director",
  "/izin-terbit/:id": "director",
  "/tugas-izin": "evaluator",
  "/penetapan": "director",
  "/kode-saya": "evaluator",
  "/pencabutan/baru": "evaluator",
  "/mandat": "administrator",
  "/inventaris": "coordinator",
  "/inventaris/pemegang": "coordinator",
  "/inventaris/perintah/baru": "coordinator",
  "/inventaris/perintah/:id": "coordinator",
  "/inventaris/kode/:code": "coordinator",
  "/impor": "coordinator",
  "/impor/baru": "coordinator",
  "/impor/:id": "coordinator",
  "/oss": "coordinator",
  "/orang": "administrator",
  "/jejak": "coordinator",
  "/kotak-surat": "coordinator",
  "/akun": "coordinator",
  "/akun/faktor-kedua": "coordinator",
  "/pesan": "coordinator",
  "/pelaksana": "director",
  "/pelaksana/baru": "director",
  "/surel": "administrator",
  "/layanan": "operator-administrator",
  "/layanan/sambungan": "operator-administrator",
  "/layanan/sambungan/baru": "operator-administrator",
  "/layanan/sambungan/:id": "operator-administrator",
  "/layanan/telepon": "operator-administrator",
  "/layanan/orang": "operator-administrator",
  "/layanan/orang/berkas": "operator-administrator",
  "/layanan/data-pribadi": "operator-administrator",
  "/layanan/lama-penyimpanan": "operator-administrator",
  "/layanan/data-pribadi/:id": "operator-administrator",
  "/insiden-data": "administrator",
  "/insiden-data/:id": "administrator",
  "/layanan/insiden-data": "operator-administrator",
  "/layanan/insiden-data/:id": "operator-administrator",
  "/layanan/tampilan": "operator-administrator",
  "/layanan/jejak": "operator-administrator",
  "/layanan/nomor": "operator-administrator",
  "/layanan/nomor/baru": "operator-administrator",
  "/layanan/nomor/jawaban": "operator-administrator",
  "/layanan/nomor/:code": "operator-administrator",
  "/layanan/papan": "operator-administrator",
  "/layanan/kontak/:id": "operator-administrator",
  "/layanan/antrean": "operator-administrator",
  "/layanan/antrean/baru": "operator-administrator",
  "/layanan/antrean/:id": "operator-administrator",
  "/layanan/pesan": "operator-administrator",
  "/layanan/pesan/baru": "operator-supervisor",
  "/layanan/pesan/templat": "operator-supervisor",
  "/layanan/pesan/templat/baru": "operator-supervisor",
  "/layanan/pesan/templat/:id": "operator-supervisor",
  "/layanan/pesan/kampanye": "operator-supervisor",
  "/layanan/pesan/kampanye/baru": "operator-supervisor",
  "/layanan/pesan/kampanye/:id": "operator-supervisor",
  "/layanan/pesan/percakapan": "operator-supervisor",
  "/layanan/pesan/:id": "operator-administrator",
  "/layanan/pengirim": "operator-administrator",
  "/layanan/pengirim/program": "operator-administrator",
  "/layanan/pengirim/penolak": "operator-administrator",
  "/layanan/pengirim/kata": "operator-administrator",
  "/layanan/peringatan": "operator-supervisor",
  "/layanan/peringatan/baru": "operator-supervisor",
  "/layanan/peringatan/riwayat": "operator-supervisor",
  "/layanan/api": "operator-administrator",
  "/layanan/api/kunci": "operator-administrator",
  "/layanan/api/nomor": "operator-administrator",
  "/layanan/api/aplikasi": "operator-administrator",
  "/layanan/api/permintaan": "operator-administrator",
  "/layanan/api/permintaan/:id": "operator-administrator",
  "/layanan/api/coba": "operator-administrator",
  "/layanan/api/mulai": "operator-administrator",
  "/layanan/api/perubahan": "operator-administrator",
  "/layanan/api/galat": "operator-administrator",
  "/layanan/api/batas": "operator-administrator",
  "/layanan/api/referensi": "operator-administrator",
  "/layanan/api/referensi/:operation": "operator-administrator",
  "/layanan/api/panggilan/:id": "operator-administrator",
  "/layanan/api/hook": "operator-administrator",
  "/layanan/api/hook/:id": "operator-administrator",
  "/layanan/webhook": "operator-administrator",
  "/layanan/webhook/:id": "operator-administrator",
  "/layanan/webhook/:id/kejadian/:eventId": "operator-administrator",
  "/layanan/peringatan/:id": "operator-supervisor",
  "/layanan/papan-dinding": "operator-administrator",
  "/layanan/papan-dinding/:id": "operator-administrator",
  "/layanan/papan-dinding/:id/layar": "operator-administrator",
  "/layanan/laporan-antrean": "operator-administrator",
  "/layanan/agen": "operator-administrator",
  "/layanan/agen/baru": "operator-administrator",
  "/layanan/agen/:id": "operator-administrator",
  "/layanan/widget": "operator-supervisor",
  "/layanan/widget/:id": "operator-supervisor",
  "/layanan/tiket": "operator-agent",
  "/layanan/tiket/:id": "operator-agent",
  "/layanan/kategori-tiket": "operator-supervisor",
  "/layanan/informasi": "operator-supervisor",
  "/layanan/informasi/:id": "operator-supervisor",
  "/layanan/daftar-informasi/:id": "operator-supervisor",
  "/layanan/pilihan-agen": "operator-supervisor",
  "/layanan/meja": "operator-agent",
  "/layanan/meja/kontak/:id": "operator-agent",
  "/layanan/meja/telepon-balik": "operator-agent",
  "/layanan/telepon-balik": "operator-supervisor",
  "/layanan/meja/penilaian/:id": "operator-agent",
  "/layanan/penilaian": "operator-supervisor",
  "/layanan/penilaian/:id": "operator-supervisor",
  "/layanan/formulir-penilaian": "operator-supervisor",
  "/layanan/formulir-penilaian/baru": "operator-supervisor",
  "/layanan/formulir-penilaian/:id": "operator-supervisor",
  "/layanan/undian-penilaian": "operator-supervisor",
  "/layanan/laporan-penilaian": "operator-supervisor",
  "/layanan/alur": "operator-administrator",
  "/layanan/alur/:id": "operator-administrator",
  "/layanan/rekaman-suara": "operator-administrator",
  "/layanan/jam": "operator-administrator",
  "/layanan/jam/:id": "operator-administrator",
  "/pusat-panggilan": "administrator",
  "/operator-sms": "administrator",
  "/operator-sms/baru": "administrator",
  "/operator-sms/pengirim": "administrator",
  "/operator-sms/nomor": "administrator",
  "/operator-sms/:id": "administrator",
  "/layanan/langsung": "operator-administrator",
  "/layanan/panggilan": "operator-administrator",
  "/layanan/panggilan/:id": "operator-administrator",
};

let demonstration: Demonstration;
let browser: Browser;

beforeAll(async () => {
  [demonstration, browser] = await Promise.all([startDemonstration(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await demonstration?.close();
});

async function visiting(options: VisitOptions, work: (visit: Visit) => Promise<void>): Promise<readonly string[]> {
  const visit = await openVisit(browser, demonstration.url, options);
  try {
    await work(visit);
    return visit.faults;
  } finally {
    await visit.close();
  }
}

function nameOf(address: string): string {
  return address === "/" ? "front" : address.slice(1).replaceAll(/[/:]+/g, "-");
}

const PHONE = { width: 360, height: 740 };
const TABLET = { width: 768, height: 740 };
const DESKTOP = { width: 1440, height: 900 };

/** Two displays for each language: together the two tests below cover each pair of language, width and theme. */
const WAYS = [
  {
    locale: "id",
    displays: [
      { ...PHONE, theme: "light" },
      { ...DESKTOP, theme: "dark" },
    ],
    publicDisplays: [
      { ...PHONE, theme: "dark" },
      { ...TABLET, theme: "light" },
    ],
  },
  {
    locale: "en",
    displays: [
      { ...DESKTOP, theme: "light" },
      { ...PHONE, theme: "dark" },
    ],
    publicDisplays: [
      { ...PHONE, theme: "light" },
      { ...TABLET, theme: "dark" },
    ],
  },
] as const;

/**
 * Languages in which axe examines every address. A screen has the same elements in both languages, and axe takes most of the time: one language, by the seed
 * of the run, is examined inside the running application, where axe is loaded once; the other is loaded address by address, so that a screen that does not
 * load its translations shows raw keys.
 */
const EXAMINED = variantsOf(["id", "en"] as const);

/** Loads an address. Returns its status. */
async function load({ page }: Visit, address: string): Promise<number | undefined> {
  return (await page.goto(address))?.status();
}

/** Opens an address in the running application. Returns the status that the server gives for it. */
async function navigate({ page, context }: Visit, address: string): Promise<number> {
  await page.evaluate(`__TSR_ROUTER__.navigate({ href: ${JSON.stringify(address)} }).then(() => null)`);
  await page.waitForFunction(
    "(({ status, resolvedLocation, location }) => status === 'idle' && resolvedLocation?.href === location.href)(__TSR_ROUTER__.state)",
  );
  return (await context.request.get(address)).status();
}

/** Checks every address of the web application in one language, on two displays. */
async function sweep({ locale, displays }: (typeof WAYS)[number]): Promise<readonly string[]> {
  const isExamined = EXAMINED.includes(locale);
  const open = isExamined && EXAMINED.length === 1 ? navigate : load;
  return visiting({ locale, ...displays[0] }, async (visit) => {
    await visit.open("/masuk");
    const addresses = CLIENT_ROUTES.map((route) => ({ route, role: ROLE_OF[route] ?? "" }));
    for (const { route, role } of addresses.toSorted((left, right) => left.role.localeCompare(right.role))) {
      if (role !== "" && role !== lastRole(visit)) await changeTo(visit, role);
      expect(await open(visit, route.replace(":code", "1500123").replace(/:\w+/, NOBODY)), route).toBe(200);
      for (const display of displays) {
        await visit.display(display);
        await (isExamined ? visit.look : visit.lookAtLayout)(`route-${nameOf(route)}`);
      }
    }
  });
}

describe("every address of the browser application", () => {
  it("answers without a console error, scrolling sideways or a raw key in both languages", async () => {
    const faults = await Promise.all(WAYS.map(sweep));
    expect(faults.flat()).toEqual([]);
  }, 300_000);
});

describe.each(WAYS)("the public screens ($locale)", ({ locale, publicDisplays }) => {
  it("have no fault of accessibility, layout or language", async () => {
    const faults = await visiting({ locale }, async (visit) => {
      for (const address of PUBLIC) {
        const isPage = address.startsWith("/validasi");
        await visit.open(isPage ? `${address}?lang=${locale}` : address);
        for (const display of publicDisplays) {
          await visit.display(display);
          await visit.look(nameOf(address));
        }
      }
    });
    expect(faults).toEqual([]);
  });

  it("is a real 404 with a page that helps, when nobody answers it", async () => {
    const faults = await visiting({ locale }, async (visit) => {
      const answer = await visit.page.goto("/tidak/ada");
      expect(answer?.status()).toBe(404);
      await visit.page.getByRole("heading", { level: 1, name: visit.t("web.endings.notFoundTitle") }).waitFor();
      await visit.look("not-found");
      await visit.page
        .locator("main")
        .getByRole("link", { name: visit.t("web.endings.toHome") })
        .click();
      await visit.page.getByRole("heading", { level: 1, name: visit.t("pages.public.home.title") }).waitFor();
    });
    expect(faults).toEqual([]);
  });
});

describe("a list that cannot be loaded", () => {
  it("says what is safe, and loads when asked again", async () => {
    const faults = await visiting({ locale: "id", width: 360, height: 740 }, async (visit) => {
      const { page, t } = visit;
      await page.route("**/api/inventory/patterns", (route) => route.abort());
      await visit.open("/nomor");
      await page.getByRole("alert").getByText(t("web.problems.unreachable")).waitFor();
      await page.getByRole("alert").getByText(t("web.problems.safe")).waitFor();
      await visit.look("numbers-unreachable");
      await page.unroute("**/api/inventory/patterns");
      await page.getByRole("button", { name: t("web.problems.retry") }).click();
      await page.getByRole("grid").waitFor();
    });
    expect(faults.filter((fault) => !fault.includes("net::ERR_FAILED"))).toEqual([]);
  });
});

describe("a call centre whose server does not answer", () => {
  it("says so once, and promises nothing that is not there", async () => {
    const faults = await visiting({ locale: "en", width: 360, height: 740 }, async (visit) => {
      const { page, t } = visit;
      await logIn(visit, demonstration.account("operator-administrator"));
      await page.route("**/api/service/**", (route) => route.abort());
      await visit.open("/layanan/langsung");
      await page.getByRole("alert").getByText(t("web.parts.lostTitle")).waitFor();
      await visit.look("live-unreachable");
      for (const address of ["/layanan", "/layanan/panggilan"]) {
        await visit.open(address);
        await page.getByRole("alert").getByText(t("web.problems.unreachable")).waitFor();
        await visit.look(`unreachable-${nameOf(address)}`);
        expect(await page.getByRole("alert").filter({ visible: true }).count()).toBe(1);
        expect(await page.getByText(t("web.problems.typedSafe")).count()).toBe(0);
      }
      await visit.open(`/layanan/panggilan/${NOBODY}`);
      await page.getByRole("heading", { level: 1, name: t("web.calls.detail.untold") }).waitFor();
    });
    expect(faults.filter((fault) => !fault.includes("net::ERR_FAILED"))).toEqual([]);
  });
});

const roles = new WeakMap<Visit, string>();
const lastRole = (visit: Visit): string => roles.get(visit) ?? "";

/** Logs the current user out and signs the next one in. */
async function changeTo(visit: Visit, role: string): Promise<void> {
  await visit.context.clearCookies();
  await logIn(visit, demonstration.account(role));
  roles.set(visit, role);
}
