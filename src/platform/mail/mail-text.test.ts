import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Locale, openTexts } from "../texts/index.ts";
import { mailHtml } from "./mail-html.ts";
import { harmlessParams, mailText } from "./mail-text.ts";

const HOSTILE = "Budi {link}\r\nhttps://jahat.example/masuk www.jahat.com jahat.co.id";
const PLACE = "https://sambung.uji.invalid/undangan/";
const COMPOSED = ["facts", "greeting"];
const OWN = ["link", "url", "address", "host", "installation"];

const composed = `${harmlessParams({ company: HOSTILE })["company"]}`;

type Tree = { readonly [key: string]: string | Tree };

const folder = new URL("../../../locales/parts/", import.meta.url);

/** Every mail template of a language: its name, and the parameters of its subject and text. */
function templates(locale: Locale): readonly { readonly template: string; readonly params: readonly string[] }[] {
  const mailsBelow = (tree: Tree, path: readonly string[]): ReturnType<typeof templates> => {
    const { subject, body } = tree;
    if (typeof subject === "string" && typeof body === "string") {
      const params = [...`${subject} ${body}`.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
      return [{ template: path.join("."), params: [...new Set(params)] }];
    }
    return Object.entries(tree).flatMap(([key, below]) =>
      typeof below === "string" ? [] : mailsBelow(below, [...path, key]),
    );
  };
  return readdirSync(new URL(`${locale}/`, folder)).flatMap((file) => {
    const part = JSON.parse(readFileSync(new URL(`${locale}/${file}`, folder), "utf8")) as Tree;
    return typeof part["mail"] === "object" ? mailsBelow(part["mail"], []) : [];
  });
}

describe.each(["id", "en"] as const)("every mail in %s", (locale) => {
  it("makes no link, placeholder or line of what people are called", () => {
    const texts = openTexts();
    const mails = templates(locale);
    expect(mails.length).toBeGreaterThan(100);
    for (const { template, params } of mails) {
      const given = params
        .filter((name) => name !== "link")
        .map((name) => [name, OWN.includes(name) ? PLACE : COMPOSED.includes(name) ? composed : HOSTILE] as const);
      const { subject, bodyText } = mailText(texts, { locale, template, params: Object.fromEntries(given) });
      const own = params.filter((name) => name === "link").length;
      const places = new Set(bodyText.match(/\{link\}/g) ?? []).size;
      expect([template, places <= own, subject.includes("\n")]).toEqual([template, true, false]);
      const html = mailHtml({ locale, subject, text: bodyText, installationName: "x" });
      expect([template, html.match(/<a href="[^"]*jahat[^"]*"/)]).toEqual([template, null]);
      expect([template, /(?:www|jahat)\.(?:jahat|com|co\.id)/.test(`${subject} ${bodyText}`)]).toEqual([
        template,
        false,
      ]);
    }
  });
});

describe("a mail", () => {
  const texts = openTexts();
  const invited = (inviter: string, name = "tamu@uji.co.id") =>
    mailText(texts, { locale: "id", template: "officer-invited", params: { inviter, name, role: "Evaluator" } });

  it("leaves its one placeholder to the link, whatever the inviter is called", () => {
    expect(invited("Budi {link}").bodyText.split("{link}")).toHaveLength(2);
    expect(invited("Budi {link}").bodyText).toContain("Budi (link)");
  });

  it("keeps degrees in names, and e-mail addresses of receivers", () => {
    const { bodyText } = invited("Siti Aminah, S.Kom., M.Sc");
    expect(bodyText).toContain("Siti Aminah, S.Kom., M.Sc");
    expect(bodyText).toContain("tamu@uji.co.id");
  });
});
