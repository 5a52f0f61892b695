import { describe, expect, it } from "vitest";
import {
  ALTERED_CHECK,
  failurePage,
  REGISTERED_COMMITMENT,
  REGISTERED_DECREE,
  REVOKED_DECREE,
  SOUND_CHECK,
  SUPERSEDED_DECREE,
  startPage,
} from "../../../../testkit/page-samples.ts";
import { errorPage } from "./error-page.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { type DecreeOnRegister, type ValidationPage, validationPage } from "./validation-page.ts";

const LOCALES = ["id", "en"] as const;
const decreePage = (decree: DecreeOnRegister, locale: "id" | "en" = "id"): ValidationPage => ({
  ...startPage(locale),
  subject: { kind: "decree", decree },
});
const firstHeading = (page: string) => /<h1>([^<]*)<\/h1>/u.exec(page)?.[1];
const textOf = (page: string) =>
  page
    .replace(/<style>[\s\S]*<\/style>/u, "")
    .replaceAll(/<[^>]+>/gu, " ")
    .replaceAll(/\s+/gu, " ");

describe("the public page of a decree", () => {
  it.each([
    ["in force", { ...REGISTERED_DECREE, demonstration: false }, "Sah dan berlaku", "Genuine and in force"],
    ["a demonstration", REGISTERED_DECREE, "Asli, tetapi contoh", "Genuine, but a sample"],
    ["replaced", SUPERSEDED_DECREE, "Sudah diganti", "Replaced"],
    ["revoked", REVOKED_DECREE, "Sudah dicabut", "Revoked"],
  ])("answers in its first heading when the decree is %s", (_state, decree, indonesian, english) => {
    expect(firstHeading(validationPage(decreePage(decree, "id")))).toBe(indonesian);
    expect(firstHeading(validationPage(decreePage(decree, "en")))).toBe(english);
  });

  it("shows number, code, holder, dates, signer and history", () => {
    const text = textOf(validationPage(decreePage(SUPERSEDED_DECREE, "en")));
    for (const part of [
      "131/TEL.05.05/2026",
      "1500 123",
      "PT Suara Khatulistiwa Mandiri",
      "1234567890123",
      "25 November 2026",
      "Kantor Penomoran Nusantara (peragaan)",
      "25 November 2026, 11:30 WIB",
      "Replaced by another decree",
      "17/TEL.05.05/2027",
    ]) {
      expect(text).toContain(part);
    }
  });

  it("shows what was undertaken, year by year, where the decree is a commitment, and no access code", () => {
    const [indonesian, english] = LOCALES.map((locale) =>
      textOf(validationPage(decreePage(REGISTERED_COMMITMENT, locale))),
    );
    expect(indonesian).toContain("Tentang Penetapan Komitmen Layanan");
    expect(indonesian).toContain("1 25 November 2026 sampai 31 Desember 2026 1 E1 (30 kanal)");
    expect(indonesian).toContain("5 1 Januari 2030 sampai 31 Desember 2030 3 E1 (90 kanal)");
    expect(indonesian).not.toContain("Kode akses");
    expect(english).toContain("5 1 January 2030 to 31 December 2030 3 E1 (90 channels)");
    expect(english).not.toContain("Access code");
  });

  it("shows the demonstration banner for a demonstration decree and on a demonstration installation", () => {
    expect(validationPage(decreePage(REGISTERED_DECREE))).toContain('<aside class="demonstration"');
    expect(validationPage({ ...startPage("id"), demonstration: true })).toContain('<aside class="demonstration"');
    expect(validationPage(decreePage(REVOKED_DECREE))).not.toContain('<aside class="demonstration"');
  });

  it("says that an id is unknown", () => {
    expect(firstHeading(validationPage({ ...startPage("id"), subject: { kind: "unknown" } }))).toBe("Tidak ditemukan");
  });

  it("lets no name become markup or a link to a script", () => {
    const holderName = `<img src=x onerror="alert(1)"> & '`;
    const page = validationPage(decreePage({ ...REGISTERED_DECREE, holderName, fileHref: "javascript:alert(1)" }));
    expect(page).not.toContain("<img");
    expect(page).not.toContain("javascript:");
    expect(page).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &#39;");
  });
});

describe("the check of an uploaded file", () => {
  it("answers first, says why, and calls the file's own claims unproven when it was changed", () => {
    const page = validationPage({
      ...decreePage(REGISTERED_DECREE),
      upload: { answer: "altered", check: ALTERED_CHECK },
    });
    expect(firstHeading(page)).toBe("Berkas telah diubah");
    expect(page.match(/<h1>/gu)).toHaveLength(1);
    expect(textOf(page)).toContain("Isi berkas berbeda dari dokumen yang ditandatangani.");
    expect(textOf(page)).toContain("Nomor yang tertulis dalam berkas (tidak terverifikasi) 131/TEL.05.05/2026");
  });

  it("names signer and time of a sound file", () => {
    const page = validationPage({ ...startPage("en"), upload: { answer: "valid", check: SOUND_CHECK } });
    expect(textOf(page)).toContain("Signed by Kantor Penomoran Nusantara (peragaan)");
    expect(textOf(page)).toContain("Time of signing 25 November 2026, 11:30 WIB");
  });

  it("is asked for by a labelled form that needs no script", () => {
    const page = validationPage(startPage("id"));
    expect(page).toContain('<form method="post" action="/validasi-sk" enctype="multipart/form-data">');
    expect(page).toMatch(/<label for="file">[^<]+<\/label>\s*<input id="file" type="file" name="file"/u);
  });
});

describe("every public page", () => {
  const pages = LOCALES.flatMap((locale) => [
    validationPage(startPage(locale)),
    validationPage(decreePage(REGISTERED_DECREE, locale)),
    validationPage({ ...decreePage(REVOKED_DECREE, locale), upload: { answer: "revoked", check: SOUND_CHECK } }),
    errorPage(failurePage(locale)),
    errorPage({ ...failurePage(locale), problem: "not-found", reference: null }),
  ]);

  it("has one first heading, a language, landmarks and a title, and no script, handler or inline style", () => {
    for (const page of pages) {
      expect(page.match(/<h1>/gu)).toHaveLength(1);
      expect(page).toMatch(/^<!doctype html>\n<html lang="(?:id|en)">/u);
      for (const part of ["<main ", "<header ", "<footer>", "<title>", 'name="viewport"']) expect(page).toContain(part);
      expect(page).not.toMatch(/<script|\son\w+=|\sstyle=|undefined|\[object|\{\w+\}(?![^<]*<\/style>)/u);
    }
  });

  it("holds its style in one constant that a policy can name by hash", () => {
    for (const page of pages) expect(page.split(`<style>${PAGE_STYLE}</style>`)).toHaveLength(2);
  });

  it("keeps text and ground at least 4.5 to 1 apart, light and dark", () => {
    const themes = PAGE_STYLE.split("prefers-color-scheme:dark");
    expect(themes).toHaveLength(2);
    for (const theme of themes) {
      const colour = (name: string) => new RegExp(`--${name}:(#[0-9a-f]{3,6})[;}]`, "u").exec(theme)?.[1] ?? "missing";
      const pairs = [
        ["ink", "ground"],
        ["ink", "sheet"],
        ["quiet", "ground"],
        ["quiet", "sheet"],
        ["accent", "sheet"],
        ["accent", "ground"],
        ["on-accent", "accent"],
        ...["good", "bad", "warn"].flatMap((tone) => [
          [tone, `${tone}-soft`],
          ["ink", `${tone}-soft`],
          ["accent", `${tone}-soft`],
        ]),
        ["ink", "plain-soft"],
      ] as const;
      const poor = pairs.filter(([text = "", ground = ""]) => contrast(colour(text), colour(ground)) < 4.5);
      expect(poor).toEqual([]);
    }
  });
});

/** Contrast ratio of two colours (WCAG 2.2, 1.4.3). */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((left, right) => right - left);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const hex = colour.length === 4 ? [...colour.slice(1)].map((digit) => digit + digit).join("") : colour.slice(1);
  const [red = Number.NaN, green = Number.NaN, blue = Number.NaN] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
