import { X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { localServerCertificate } from "./server-certificate.ts";

const folders: string[] = [];

afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "sambung-certificate-"));
  folders.push(folder);
  return folder;
}

const NAMES = { organisation: "Uji", rootName: "Uji: SIP", hosts: ["192.0.2.7", "sambung.example"] };
const NOW_MS = Date.UTC(2026, 10, 26);
const DAY_MS = 86_400_000;

describe("the certificate of a TLS server", () => {
  it("is of its own authority, for its names alone, and its key lies where nobody else reads it", async () => {
    const folder = await newFolder();
    const pair = await localServerCertificate(folder, NAMES, NOW_MS);
    const certificate = new X509Certificate(pair.certificatePem);
    const root = new X509Certificate(await readFile(path.join(folder, "root.crt")));
    expect(root.toString()).toBe(new X509Certificate(pair.authorityPem).toString());
    expect([certificate.checkIssued(root), certificate.verify(root.publicKey)]).toEqual([true, true]);
    expect([certificate.checkIP("192.0.2.7"), certificate.checkHost("sambung.example")]).toEqual([
      "192.0.2.7",
      "sambung.example",
    ]);
    expect([certificate.checkIP("192.0.2.8"), certificate.checkHost("lain.example")]).toEqual([undefined, undefined]);
    expect([certificate.ca, root.ca]).toEqual([false, true]);
    for (const file of ["server.pem", "root.pem"])
      expect((await stat(path.join(folder, file))).mode & 0o777).toBe(0o600);
  });

  it("stays as long as it lasts, and is made anew below the same authority before it ends or for other names", async () => {
    const folder = await newFolder();
    const first = await localServerCertificate(folder, NAMES, NOW_MS);
    expect(await localServerCertificate(folder, NAMES, NOW_MS + 300 * DAY_MS)).toEqual(first);
    const renewed = await localServerCertificate(folder, NAMES, NOW_MS + 370 * DAY_MS);
    expect(renewed.certificatePem).not.toBe(first.certificatePem);
    const renamed = await localServerCertificate(folder, { ...NAMES, hosts: ["192.0.2.9"] }, NOW_MS + 370 * DAY_MS);
    expect(new X509Certificate(renamed.certificatePem).checkIP("192.0.2.9")).toBe("192.0.2.9");
    expect([renewed.authorityPem, renamed.authorityPem]).toEqual([first.authorityPem, first.authorityPem]);
  });
});
