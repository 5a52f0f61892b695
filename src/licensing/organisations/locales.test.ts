import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openTexts } from "../../platform/texts/index.ts";
import { companyKindCodes, nibStatusCodes } from "../../protocols/oss/index.ts";
import { nibLookupStatusCodes, registrationAnswers } from "./refusal-answers.ts";
import { GOVERNMENT_KINDS } from "./registration/registration-words.shared.ts";
import { authorityAnswers, disputeAnswers } from "./room-answers.ts";

type Tree = { readonly [key: string]: string | Tree };

const partOf = (locale: string, part: string) =>
  JSON.parse(readFileSync(new URL(`../../../locales/parts/${locale}/${part}.json`, import.meta.url), "utf8")) as Tree;
/** Both locale files of this module, merged by branch. */
function read(locale: string): Tree {
  const [left, right] = [partOf(locale, "organisations"), partOf(locale, "registration")];
  const joins = Object.entries(right).map(([key, value]) => [key, { ...(left[key] as Tree), ...(value as Tree) }]);
  return { ...left, ...(Object.fromEntries(joins) as Tree) };
}
const branch = (tree: Tree, key: string) => Object.keys(tree[key] as Tree);

function flat(tree: Tree, prefix = ""): readonly (readonly [string, string])[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${prefix}${key}`, value] as const] : flat(value, `${prefix}${key}.`),
  );
}

describe("the words of registration", () => {
  const id = read("id");
  const en = read("en");

  it("are the same keys with the same parameters in both languages, and never the same sentence", () => {
    const english = new Map(flat(en));
    expect(flat(en).map(([key]) => key)).toEqual(flat(id).map(([key]) => key));
    for (const [key, text] of flat(id)) {
      const params = (value: string) => [...value.matchAll(/\{\w+\}/g)].map(([param]) => param).sort();
      expect(params(english.get(key) ?? ""), key).toEqual(params(text));
      if (text.length > 30) expect(english.get(key), key).not.toBe(text);
    }
  });

  it("leave the NIB of a government body and a reason that was not given out of every message", () => {
    const texts = openTexts();
    for (const locale of ["id", "en"] as const) {
      const all = flat(locale === "id" ? (id["mail"] as Tree) : (en["mail"] as Tree));
      // A decision on a dispute always has a reason.
      const mails = all.filter(([key]) => !key.startsWith("dispute-"));
      expect(mails.filter(([, text]) => /\{(?:nib|reason)\}/u.test(text))).toHaveLength(4);
      for (const [key, template] of mails) {
        const names = [...template.matchAll(/\{(\w+)\}/gu)].map(([, name = ""]) => name);
        const params = Object.fromEntries(names.map((name) => [name, ["nib", "reason"].includes(name) ? "" : "x"]));
        expect(texts.text(locale, `mail.${key}`, params), key).not.toMatch(
          /NIB|[Rr]eason:|[Aa]lasan(?:nya)?: ?$|\(\)|[[\]{}–]/mu,
        );
      }
    }
  });

  it("exist for every refusal of a look-up and of a registration", () => {
    const answers = [nibLookupStatusCodes, registrationAnswers, authorityAnswers, disputeAnswers];
    const codes = new Set(answers.flatMap((answer) => Object.keys(answer)));
    expect([...branch(id, "errors")].sort()).toEqual([...codes].sort());
  });

  it("name every kind of company and every NIB status", () => {
    expect([...branch(id, "companyKinds")].sort()).toEqual(
      [...Object.keys(companyKindCodes), ...GOVERNMENT_KINDS, "unknown"].sort(),
    );
    expect([...branch(id, "nibStatuses")].sort()).toEqual(Object.keys(nibStatusCodes).sort());
  });
});
