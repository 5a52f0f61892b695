import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCallCentre } from "../../../testkit/call-centre.ts";
import { COOKIE } from "../../../testkit/client.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { openSessionOf } from "../../../testkit/users.ts";
import { createVirtualContext, MINUTE_MS } from "../../../testkit/virtual-context.ts";
import { inTenant } from "../../platform/database/index.ts";
import { currentRuleset, type LawId, lawTitles, openRulebook, type RuleId } from "../../regulation/index.ts";
import { addDemoCodes } from "../numbering/wire.ts";
import { addDemoOperators } from "../organisations/wire.ts";
import { JOURNEY } from "./journey.ts";
import { PUBLIC_PATHS } from "./public-page.ts";

const PAGE_BYTES_MAX = 60_000;
const MARKED_UP = "<b>PT</b> & 'Contoh'";
const PATHS = Object.values(PUBLIC_PATHS);
const LOCALES = ["id", "en"] as const;

let portal: TestPortal;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  const { kit } = portal;
  await addDemoCodes(kit, await addDemoOperators(kit));
  const [first] = await kit.db.selectFrom("organisation").select("id").orderBy("name").limit(1).execute();
  await kit.db
    .updateTable("organisation")
    .set({ name: MARKED_UP })
    .where("id", "=", first?.id ?? "")
    .execute();
});

afterAll(() => portal.close());

function ask(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(`${portal.url}${path}`, { headers, redirect: "manual" });
}

/** The visible text of a page: no style, no tags, single spaces. */
function textOf(page: string): string {
  return page
    .replace(/<style>[\s\S]*<\/style>/u, "")
    .replaceAll(/<[^>]+>/gu, " ")
    .replaceAll(/\s+/gu, " ");
}

describe.each(PATHS)("the public page %s", (path) => {
  it.each(LOCALES)("is a whole page without script, in the language of the browser (%s)", async (locale) => {
    const answer = await ask(path, { "accept-language": locale });
    const page = await answer.text();
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(answer.headers.get("content-language")).toBe(locale);
    expect(page).toContain(`<html lang="${locale}">`);
    expect(page.match(/<h1>/gu)).toHaveLength(1);
    expect(page).not.toMatch(/<script|\son\w+=|\sstyle=|undefined|\[object|pages\.public|ruleUnits\.|NaN/u);
    expect(textOf(page)).not.toMatch(/\{\w+\}/u);
    expect(page.length).toBeLessThan(PAGE_BYTES_MAX);
    expect(gzipSync(page).length).toBeLessThan(PAGE_BYTES_MAX / 3);
  });

  it("names both languages, itself and a description for search engines", async () => {
    const page = await (await ask(`${path}?lang=en`)).text();
    for (const locale of LOCALES)
      expect(page).toContain(`<link rel="alternate" hreflang="${locale}" href="${portal.url}${path}?lang=${locale}">`);
    expect(page).toContain(`<link rel="canonical" href="${portal.url}${path}">`);
    expect(page).toMatch(/<meta name="description" content="[^"]{40,200}">/u);
    // This portal signs as a demonstration: it must not appear in search results in place of the real office.
    expect(page).toContain('<meta name="robots" content="noindex">');
  });

  it("may be kept for seconds, by everybody unless it names a language", async () => {
    const plain = await ask(path);
    expect(plain.headers.get("cache-control")).toBe("public, max-age=10");
    expect(plain.headers.get("vary")).toContain("accept-language, cookie");
    expect(plain.headers.get("set-cookie")).toBeNull();
    const chosen = await ask(`${path}?lang=en`);
    expect(chosen.headers.get("cache-control")).toBe("private, max-age=10");
    expect(chosen.headers.get("set-cookie")).toMatch(/^sambung-locale=en; Max-Age=31536000; Path=\/; SameSite=Lax$/u);
  });

  it("lets no style or script run that is not its own", async () => {
    const policy = (await ask(path)).headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-/u);
    expect(policy).not.toContain("unsafe");
  });
});

describe("the language of a public page", () => {
  it("is that of the address before that of the cookie, and that before the browser's", async () => {
    const asked = { cookie: "sambung-locale=id", "accept-language": "en" };
    expect((await ask("/langkah", asked)).headers.get("content-language")).toBe("id");
    expect((await ask("/langkah?lang=en", asked)).headers.get("content-language")).toBe("en");
    expect((await ask("/langkah?lang=fr", asked)).headers.get("content-language")).toBe("id");
    expect((await ask("/langkah?lang=fr")).headers.get("set-cookie")).toBeNull();
  });

  it("that does not exist is passed over on the page that checks decrees too, and input without shape is refused as such", async () => {
    expect((await ask("/validasi-sk?lang=fr")).status).toBe(200);
    expect((await ask(`/validasi-sk/${"7".repeat(70)}`)).status).toBe(404);
    const body = await fetch(`${portal.url}/validasi-sk`, {
      method: "POST",
      headers: { origin: portal.url, "content-type": "application/json" },
      body: "{",
    });
    expect([body.status, body.headers.get("content-type")]).toEqual([400, "text/html; charset=utf-8"]);
    expect(await body.text()).toContain("Permintaan tidak dapat dibaca");
  });

  it("goes along in links when the address names it, for those without cookies", async () => {
    const page = await (await ask("/?lang=en")).text();
    expect(page).toContain('href="/langkah?lang=en"');
    expect(page).toContain('href="/konfigurasi?lang=en#pbx"');
  });

  it("changes without losing the answers of the self-check", async () => {
    const page = await (await ask("/cek-keperluan?who=business&lang=id")).text();
    expect(page).toContain('href="/cek-keperluan?who=business&amp;lang=en"');
  });
});

describe("the public home", () => {
  it("counts the free codes of each pattern from the inventory", async () => {
    const counts = await portal.kit.db
      .selectFrom("accessCode")
      .select(({ fn }) => fn.countAll<number>().as("free"))
      .where("pattern", "=", "14XYZ")
      .where("state", "=", "idle")
      .executeTakeFirstOrThrow();
    const text = textOf(await (await ask("/")).text());
    expect(counts.free).toBeLessThan(1_000);
    expect(text).toContain(` 14XYZ ${String(counts.free)} `);
  });

  it.each([
    ["id", "untuk informasi bagi pelanggan dan pemasaran produk perusahaan", "menurut portal atau artikel resmi"],
    ["en", "for information to customers and for the marketing of a company's products", "according to an official"],
  ])(
    "defines the service as the ministry's article does, and says that it was observed there (%s)",
    async (locale, words, standing) => {
      const page = await (await ask(`/?lang=${locale}`)).text();
      const [, definition = ""] = /<h2 id="what">.*?<\/h2>(.*?)<\/p>/su.exec(page) ?? [];
      expect(textOf(definition).replaceAll("&#39;", "'")).toContain(words);
      expect(definition).toContain("/aturan?search=service-definition");
      expect(definition).toContain(`<span class="standing observed">${standing}`);
      expect(textOf(page)).not.toMatch(/atas nama perusahaan lain|on behalf of other companies/u);
    },
  );

  it("sends whoever is signed in to a home of his own", async () => {
    const person = await portal.person();
    const token = await openSessionOf(portal.kit, person.id);
    const answer = await ask("/", { cookie: `${COOKIE}=${token}` });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/beranda"]);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const steps = await ask("/langkah", { cookie: `${COOKIE}=${token}` });
    expect(steps.headers.get("cache-control")).toMatch(/^private/u);
    expect(await steps.text()).toContain('href="/beranda"');
  });
});

describe("the steps", () => {
  it("show every day, document and further rule with the value, clause and standing that is in force", async () => {
    const opened = openRulebook({ version: currentRuleset.version, atDate: "2026-11-25" });
    if (!opened.ok) throw new Error(opened.refusal.code);
    const page = await (await ask("/langkah")).text();
    const ids = new Set<RuleId>(JOURNEY.flatMap(({ days, documents, facts }) => [...days, ...documents, ...facts]));
    for (const id of ids) {
      const { value, clause, unit } = opened.value.rules[id];
      const line = page.split(`/aturan?search=${id}"`)[0]?.split("<div><dt>").at(-1) ?? "";
      if (unit === "working-days") expect(line, id).toContain(`<strong>${Number(value)} hari kerja</strong>`);
      expect(textOf(page).replaceAll("&#39;", "'"), id).toContain(clause);
    }
    expect(ids.size).toBeGreaterThan(20);
  });
});

describe.each(["/", "/langkah"])("the steps on %s", (path) => {
  it("exist here or in OSS, each of them, and the SKLO is uploaded there by the business itself", async () => {
    const text = textOf(await (await ask(`${path}?lang=id`)).text());
    expect(text).not.toMatch(/menyusul|belum tersedia|dikirim ke OSS/iu);
    expect(text.match(/Di sistem ini/gu)).toHaveLength(7);
    expect(text.match(/ Di OSS RBA /gu)).toHaveLength(2);
    expect(text).toContain("Anda mengunggah SKLO dan dokumen terverifikasi di OSS.");
    const english = textOf(await (await ask(`${path}?lang=en`)).text());
    expect(english).not.toMatch(/to come|documents go to OSS/iu);
    expect(english.match(/In this system/gu)).toHaveLength(7);
  });
});

describe("the laws", () => {
  it.each(LOCALES)("stand with their full Indonesian titles on the pages that they govern (%s)", async (locale) => {
    const idsOf: Readonly<Record<string, readonly LawId[]>> = {
      "/": ["uu-6-2023", "pm-13-2019", "pm-5-2021", "perdirjen-ppi-1-2023"],
      "/konfigurasi": ["pm-13-2019", "perdirjen-ppi-1-2023"],
      "/langkah": JOURNEY.flatMap(({ laws }) => laws),
    };
    for (const [path, ids] of Object.entries(idsOf)) {
      const page = await (await ask(`${path}?lang=${locale}`)).text();
      for (const id of ids) expect(page, `${path} ${id}`).toContain(`<span lang="id">${lawTitles[id]}</span>`);
    }
    const steps = await (await ask(`/langkah?lang=${locale}`)).text();
    for (const { id, laws } of JOURNEY) {
      const step = steps.split(`id="${id}">`)[1]?.split("<h2>")[1] ?? "";
      for (const law of laws) expect(step, id).toContain(lawTitles[law]);
    }
    expect(textOf(steps)).toContain("PB UMKU (Perizinan Berusaha Untuk Menunjang Kegiatan Usaha");
  });
});

describe("the statistics", () => {
  it("say that no case has ended where none has", async () => {
    expect(textOf(await (await ask("/statistik")).text())).toContain("Belum ada permohonan yang selesai");
  });
});

describe("search engines", () => {
  it("find every page in both languages in the sitemap", async () => {
    const answer = await ask("/sitemap.xml");
    expect(answer.headers.get("content-type")).toBe("application/xml; charset=utf-8");
    const map = await answer.text();
    for (const path of PATHS) expect(map).toContain(`<loc>${portal.url}${path}</loc>`);
    expect(map.match(/hreflang="en"/gu)?.length).toBe(map.match(/<loc>/gu)?.length);
  });

  it("are asked to leave a demonstration alone", async () => {
    expect(await (await ask("/robots.txt")).text()).toBe("User-agent: *\nDisallow: /\n");
  });
});

describe("the operators that rent out codes", () => {
  it("are named with their codes, and their names are text only", async () => {
    const page = await (await ask("/cek-keperluan?who=person&purpose=own&code=yes")).text();
    expect(page).toContain("&lt;b&gt;PT&lt;/b&gt; &amp; &#39;Contoh&#39;");
    expect(page).not.toContain("<b>PT");
    expect(page.match(/<tr><th scope="row">/gu)?.length).toBeGreaterThan(2);
  });
});

describe("the public home where only a call centre runs", () => {
  const virtualContext = createVirtualContext({ seed: "home of a call centre" });
  let alone: TestPortal;

  beforeAll(async () => {
    alone = await openTestPortal({ runtimeContext: virtualContext, works: false, env: { SAMBUNG_LICENSING: "off" } });
    await alone.kit.db.updateTable("tenant").set({ name: "Halo <b>Nusantara</b>" }).execute();
  });

  afterAll(() => alone.close());

  const page = async (path: string): Promise<string> => (await fetch(`${alone.url}${path}`)).text();

  it.each(LOCALES)("has the name of the call centre, the way in, and no link to licensing (%s)", async (locale) => {
    const home = await page(`/?lang=${locale}`);
    expect(home).toContain("<h1>Halo &lt;b&gt;Nusantara&lt;/b&gt;</h1>");
    expect(home).not.toMatch(/pages\.public|undefined|\[object/u);
    const links = [...home.matchAll(/<a [^>]*href="(\/[^"]*)"/gu)].map(([, href]) => href);
    const other = locale === "id" ? "en" : "id";
    expect(new Set(links)).toEqual(new Set([`/?lang=${locale}`, `/?lang=${other}`, "/masuk"]));
    expect(textOf(home)).not.toMatch(
      /\bizin|penetapan|keputusan|kode akses|aturan|decree|licens|access code|\brules/iu,
    );
  });

  it("has the name that its people read where one is chosen, and that of the installation while there are several", async () => {
    const { db } = alone.kit;
    const { id: tenantId } = await db.selectFrom("tenant").select("id").executeTakeFirstOrThrow();
    const changedAt = new Date(virtualContext.clock.nowMs());
    await inTenant(db, tenantId, (trx) =>
      trx.insertInto("branding").values({ tenantId, version: 1, name: "Halo", changedAt }).execute(),
    );
    virtualContext.advance(MINUTE_MS);
    expect(await page("/")).toContain("<h1>Halo</h1>");
    await openCallCentre(alone, { name: "Halo Kedua" });
    virtualContext.advance(MINUTE_MS);
    expect(await page("/")).toContain(`<h1>${alone.kit.settings.installationName}</h1>`);
  });

  it("is the only page in the site map", async () => {
    const map = await page("/sitemap.xml");
    expect([...map.matchAll(/<loc>([^<]*)<\/loc>/gu)].map(([, address]) => address)).toEqual([`${alone.url}/`]);
  });
});
