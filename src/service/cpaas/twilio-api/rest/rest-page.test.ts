import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { momentRange } from "./moment-range.ts";
import { rfc2822 } from "./rest-answer.ts";
import { readForm } from "./rest-form.ts";
import { cutPage, pageStart } from "./rest-page.ts";

describe("pages of a list", () => {
  it("show each thing once, in order, whatever their size", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid(), { maxLength: 40 }), fc.integer({ min: 1, max: 12 }), (ids, size) => {
        const all = ids.map((id) => ({ id }));
        const seen: string[] = [];
        let query: { PageSize: number; Page: number; PageToken?: string | undefined } = { PageSize: size, Page: 0 };
        for (let page = 0; page <= all.length; page += 1) {
          const start = pageStart(query);
          const at = start === undefined ? 0 : all.findIndex(({ id }) => id === start.id) + 1;
          const cut = cutPage(all.slice(at, at + size + 1), { path: "/x", query });
          seen.push(...cut.items.map(({ id }) => id));
          const next = cut.page.next_page_uri;
          if (next === null) break;
          const asked = new URLSearchParams(next.split("?")[1]);
          query = { PageSize: size, Page: Number(asked.get("Page")), PageToken: asked.get("PageToken") ?? undefined };
        }
        expect(seen).toEqual(ids);
      }),
    );
  });

  it("keep the filters of the list", () => {
    const found = [{ id: "0190c2a4-7a3b-7c11-8f00-0123456789ab" }, { id: "0190c2a4-7a3b-7c11-8f00-0123456789ac" }];
    const { page } = cutPage(found, {
      path: "/x",
      query: { PageSize: 1, Page: 0, "DateSent>": "2026-11-25", To: "+62" },
    });
    expect(Object.fromEntries(new URLSearchParams(page.next_page_uri?.split("?")[1]))).toEqual({
      "DateSent>": "2026-11-25",
      To: "+62",
      PageSize: "1",
      Page: "1",
      PageToken: "PT0190c2a47a3b7c118f000123456789ab",
    });
  });
});

describe("dates", () => {
  it("are written as RFC 2822 does, and read back by anybody", () => {
    expect(rfc2822(Date.parse("2026-11-05T03:04:05.678Z"))).toBe("Thu, 05 Nov 2026 03:04:05 +0000");
    const instants = fc.integer({ min: 0, max: 4_102_444_800 });
    fc.assert(fc.property(instants, (seconds) => Date.parse(rfc2822(seconds * 1_000)) === seconds * 1_000));
  });

  it("bound a list by whole days, or to the second", () => {
    const day = Date.parse("2026-11-25T00:00:00Z");
    expect(momentRange({ on: "2026-11-25" })).toEqual({ fromMs: day, untilMs: day + 86_400_000 });
    expect(momentRange({ before: "2026-11-25" })).toEqual({ untilMs: day + 86_400_000 });
    expect(momentRange({ after: "2026-11-25" })).toEqual({ fromMs: day });
    expect(momentRange({ after: "2026-11-25T07:00:00+07:00" })).toEqual({ fromMs: day });
    expect(momentRange({ before: "2026-11-25T00:00:00Z" })).toEqual({ untilMs: day + 1_000 });
    expect(momentRange({})).toEqual({});
    for (const wrong of ["kemarin", "2026-13-01", "2026-02-30", "", "2026-11-25T99:00:00Z"])
      expect(momentRange({ on: wrong })).toBeUndefined();
  });
});

describe("forms", () => {
  it("are read whatever they hold, and refused with too many fields", () => {
    expect(readForm("To=%2B62&Body=a+b&Event=x&Event=y&=z")).toEqual({
      To: "+62",
      Body: "a b",
      Event: ["x", "y"],
      "": "z",
    });
    expect(readForm(Array.from({ length: 201 }, (_, index) => `a${index}=1`).join("&"))).toBeUndefined();
    fc.assert(fc.property(fc.string(), (text) => typeof readForm(text) === "object"));
  });
});
