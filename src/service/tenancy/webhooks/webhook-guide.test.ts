import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { EVENT_KINDS } from "./event-kind.shared.ts";
import { signatureOf } from "./sign-call.effects.ts";

const GUIDE = readFileSync(path.resolve(import.meta.dirname, "../../../../docs/guide/webhooks.md"), "utf8");
const SECRET = "whs_contoh";
const folder = mkdtempSync(path.join(os.tmpdir(), "webhook-guide-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The part of the guide between two texts. */
const between = (from: string, to: string): string => GUIDE.split(from)[1]?.split(to)[0] ?? "";

const header = /^Sambung-Signature: (.+)$/m.exec(GUIDE)?.[1] ?? "";
const [second = "", body = ""] = between("whs_contoh`:\n```\nt=", "\n```").split("\n");

describe("the guide of webhooks", () => {
  it("shows a call that is signed as ours are", () => {
    expect(signatureOf([SECRET], { body, nowMs: Number(second) * 1_000 })).toBe(header);
    expect(Object.keys(JSON.parse(body) as object).slice(0, 4)).toEqual(["id", "kind", "sequence", "at"]);
  });

  it("has code for Node that takes that call, and no other one", async () => {
    const file = path.join(folder, "check.mjs");
    writeFileSync(file, between("```js\n", "```"));
    const { isFromSambung } = (await import(pathToFileURL(file).href)) as {
      isFromSambung: (secret: string, header: string, body: string, nowSecond?: number) => boolean;
    };
    const now = Number(second) + 10;
    expect(isFromSambung(SECRET, header, body, now)).toBe(true);
    expect(isFromSambung(SECRET, `${header},v1=${"0".repeat(64)}`, body, now)).toBe(true);
    const overlapping = signatureOf(["whs_baru", SECRET], { body, nowMs: Number(second) * 1_000 });
    expect(isFromSambung(SECRET, overlapping, body, now)).toBe(true);
    expect(isFromSambung("whs_lain", header, body, now)).toBe(false);
    expect(isFromSambung(SECRET, header, `${body} `, now)).toBe(false);
    expect(isFromSambung(SECRET, header.replace(/^t=\d+/, `t=${now}`), body, now)).toBe(false);
    expect(isFromSambung(SECRET, header, body, now + 600)).toBe(false);
    expect(isFromSambung(SECRET, "", body, now)).toBe(false);
  });

  it("has a line for a shell that says the same", () => {
    writeFileSync(path.join(folder, "body.json"), body);
    const said = execFileSync("sh", ["-c", between("```sh\n", "```")], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, SECOND: second, SECRET },
    });
    expect(`t=${second},v1=${said.trim()}`).toBe(header);
  });

  it("names every kind of event", () => {
    expect(EVENT_KINDS.filter((kind) => !GUIDE.includes(`| \`${kind}\` |`))).toEqual([]);
  });
});
