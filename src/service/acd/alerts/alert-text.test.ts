import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutText } from "../../messaging/sms/index.ts";
import { fittedText, mobileOf, textRefusalOf } from "./alert-text.ts";

const REST =
  "Bagian yang menutup sebelum dijawab hari ini 12%, batas 10% atau lebih. 26 November 2026 pukul 20.20 WIB.";
const textWith = (name: string) => `PERINGATAN "${name}": ${REST}`;

describe("a message about an alert", () => {
  it("has two parts at the most, whatever the alert is called, and the whole name where there is room", () => {
    expect(fittedText(textWith, "Antrean penuh")).toBe(textWith("Antrean penuh"));
    const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(name, (one) => {
        const text = fittedText(textWith, one);
        const cut = cutText(text, { isPlain: true });
        expect(typeof cut === "string" ? cut : cut.parts.length).toSatisfy((count) => count === 1 || count === 2);
        expect(text).toContain(REST);
      }),
    );
  });

  it("shortens a name of letters that take more room", () => {
    const text = fittedText(textWith, "緊".repeat(80));
    expect(text).toMatch(/^PERINGATAN "緊+\.\.\.": Bagian/u);
    expect(fittedText((name) => `${"緊".repeat(134)}${name}`, "Antrean")).toMatch(/\.\.\.$/);
  });

  it("goes to mobile numbers of Indonesia alone", () => {
    const written = ["0812 3456 7890", "+62 812-3456-7890", "6281234567890", "0062 812 3456 7890"];
    expect(written.map(mobileOf)).toEqual(Array(4).fill("6281234567890"));
    const others = ["021 5550100", "0812345", "+1 202 555 0100", "08123456789012", "0800 1234567", "halo", "*123#", ""];
    expect(others.map(mobileOf)).toEqual(Array(others.length).fill(undefined));
  });

  it("has reasons that are known, or failed", () => {
    expect(["no-route", "recipient-opted-out", "storage-away", "text-too-long"].map(textRefusalOf)).toEqual([
      ...["no-route", "recipient-opted-out", "failed", "failed"],
    ]);
  });
});
