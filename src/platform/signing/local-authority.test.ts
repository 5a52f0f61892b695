import { execFile } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { AUTHORITY_NAMES } from "../../../testkit/demonstration-authority.ts";
import { inFolder } from "../../../testkit/pdf-tools.ts";
import { openLocalAuthority } from "./local-authority.ts";

const NOW = Date.parse("2026-11-25T04:30:00Z");
const DAY_MS = 86_400_000;
const open = (folder: string, nowMs = NOW) => openLocalAuthority(folder, AUTHORITY_NAMES, nowMs);

describe("a local authority", () => {
  it("is made on first use and found again", async () => {
    await inFolder(async (folder) => {
      const first = await open(join(folder, "authority"));
      expect(await open(join(folder, "authority"), NOW + DAY_MS)).toEqual(first);
    });
  });

  it("keeps its keys readable by their owner only, and shows the root's certificate to all", async () => {
    await inFolder(async (folder) => {
      const authority = await open(join(folder, "authority"));
      const modeOf = async (name: string) => (await stat(join(folder, "authority", name))).mode & 0o777;
      expect(await modeOf("root.pem")).toBe(0o600);
      expect(await modeOf("signer-1.pem")).toBe(0o600);
      expect(await modeOf("")).toBe(0o700);
      expect(await readFile(join(folder, "authority", "root.crt"), "utf8")).toBe(authority.anchorPem);
      expect((await readdir(join(folder, "authority"))).toSorted()).toEqual(["root.crt", "root.pem", "signer-1.pem"]);
    });
  });

  it("certifies its signer for documents only, below a root that may certify nothing further", async () => {
    await inFolder(async (folder) => {
      const authority = await open(folder);
      const root = new X509Certificate(authority.anchorPem);
      const signer = new X509Certificate(authority.signer.certificatePem);
      expect(signer.verify(root.publicKey) && signer.checkIssued(root)).toBe(true);
      expect([root.ca, signer.ca]).toEqual([true, false]);
      expect(signer.keyUsage).toEqual(["1.3.6.1.5.5.7.3.36", "1.3.6.1.5.5.7.3.4"]);
      expect(signer.validToDate.getTime()).toBeLessThan(root.validToDate.getTime());
    });
  });

  it("is one and the same for starters that come at once, in one process", async () => {
    await inFolder(async (folder) => {
      const opened = await Promise.all([open(folder), open(folder), open(folder), open(folder)]);
      expect(new Set(opened.map((one) => JSON.stringify(one))).size).toBe(1);
    });
  });

  it("is one and the same for processes that start at once", async () => {
    await inFolder(async (folder) => {
      const source = new URL("./local-authority.ts", import.meta.url).href;
      const program = join(folder, "start.mjs");
      await writeFile(
        program,
        `import { openLocalAuthority } from ${JSON.stringify(source)};
         const one = await openLocalAuthority(process.argv[2], ${JSON.stringify(AUTHORITY_NAMES)}, ${NOW});
         process.stdout.write(JSON.stringify(one));`,
      );
      const start = () => promisify(execFile)(process.execPath, [program, join(folder, "authority")]);
      const printed = await Promise.all([start(), start(), start()]);
      expect(new Set(printed.map((one) => one.stdout)).size).toBe(1);
      expect(printed[0]?.stdout).toContain("BEGIN PRIVATE KEY");
    });
  });

  it("makes a new signer 30 days before the last one ends, under the same root", async () => {
    await inFolder(async (folder) => {
      const first = await open(folder);
      expect((await open(folder, NOW + 699 * DAY_MS)).signer).toEqual(first.signer);
      const renewed = await open(folder, NOW + 701 * DAY_MS);
      expect(renewed.anchorPem).toBe(first.anchorPem);
      expect(renewed.signer.certificatePem).not.toBe(first.signer.certificatePem);
    });
  });

  it("refuses a folder whose key file is not one", async () => {
    await inFolder(async (folder) => {
      await writeFile(join(folder, "root.pem"), "nothing of use");
      await expect(open(folder)).rejects.toThrow("root.pem does not hold a key and a certificate");
    });
  });
});
