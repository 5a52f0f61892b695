import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, type TestContext } from "vitest";
import { twilioSignatureOf } from "../../src/service/tenancy/webhooks/wire.ts";
import { openCallCentre } from "../../testkit/call-centre.ts";
import { keepCalls } from "../../testkit/calls.ts";
import { freePort } from "../../testkit/free-port.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { programKeyOf } from "../../testkit/program-client.ts";

const FOLDER = path.resolve(import.meta.dirname, "../../docs/guide/quick-starts");
const PROGRAMS: Readonly<Record<string, string>> = { ".ts": process.execPath, ".py": "python3", ".sh": "sh" };
/** The programs that each kind of file needs. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  ".ts": [],
  ".py": ["python3"],
  ".sh": ["curl", "openssl"],
};
const RUN_MS = 20_000;
const AT = "2026-11-25T03:00:00.000Z";
const run = promisify(execFile);

let portal: TestPortal;
let callId: string;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  const centre = await openCallCentre(portal);
  const account = await centre.operator.client.get<{ accountSid: string; token: string }>("/api/service/test-account");
  const { accountSid, token } = account.body;
  const key = await programKeyOf(centre, "Mulai cepat", ["calls.read"]);
  env = { SAMBUNG_URL: portal.url, SAMBUNG_ACCOUNT_SID: accountSid, SAMBUNG_TOKEN: token, SAMBUNG_KEY: key };
  [callId = ""] = await keepCalls(portal.kit.db, centre.tenantId, [{ caller: "081200000000", at: AT }]);
});

afterAll(() => portal?.close());

/** Reports a missing program loudly, instead of passing silently. */
async function needs(context: TestContext, file: string): Promise<void> {
  for (const program of NEEDED[path.extname(file)] ?? []) {
    const version = program === "openssl" ? ["version"] : ["--version"];
    await run(program, version).catch(() => context.skip(`${program} is not on this machine: ${file} was not tried`));
  }
}

async function output(
  file: string,
  own: Readonly<Record<string, string>> = {},
  folder: string = FOLDER,
): Promise<string> {
  const program = PROGRAMS[path.extname(file)] ?? "";
  const options = {
    env: { PATH: process.env["PATH"] ?? "", HOME: "/tmp", ...env, ...own },
    timeout: RUN_MS,
    cwd: folder,
  };
  const { stdout } = await run(program, [path.join(folder, file)], options);
  return stdout;
}

describe("quick-starts, as they stand in the guide", { timeout: 60_000 }, () => {
  it("are all tried here", () => {
    expect(readdirSync(FOLDER).toSorted()).toEqual(
      ["answer-a-hook", "ask-by-the-client", "order-a-call", "send-a-message"].flatMap((name) =>
        [".py", ".sh", ".ts"].map((end) => name + end),
      ),
    );
  });

  for (const file of ["order-a-call.ts", "order-a-call.sh", "order-a-call.py"]) {
    it(`order a call: ${file}`, async (context) => {
      await needs(context, file);
      expect(await output(file)).toMatch(/CA[0-9a-f]{32}[\s\S]*queued/);
    });
  }

  for (const file of ["send-a-message.ts", "send-a-message.sh", "send-a-message.py"]) {
    it(`send a message, and are refused by a magic number: ${file}`, async (context) => {
      await needs(context, file);
      expect(await output(file)).toMatch(/SM[0-9a-f]{32}[\s\S]*queued[\s\S]*21610/);
    });
  }

  for (const file of ["ask-by-the-client.ts", "ask-by-the-client.sh", "ask-by-the-client.py"]) {
    it(`ask our own interface, and are told what is not there: ${file}`, async (context) => {
      await needs(context, file);
      // The setup of a developer: the file beside the client that the installation serves.
      const folder = await mkdtemp(path.join(os.tmpdir(), "sambung-quick-"));
      try {
        await copyFile(path.join(FOLDER, file), path.join(folder, file));
        const client = await fetch(`${portal.url}/api/v1/client.ts`);
        await writeFile(path.join(folder, "sambung.ts"), await client.text());
        const said = await output(file, {}, folder);
        expect(said).toContain(callId);
        expect(said).toContain("404");
        expect(said).toContain("no-such-call");
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
  }

  for (const file of ["answer-a-hook.ts", "answer-a-hook.py"]) {
    it(`answer a hook that is signed, and no other: ${file}`, async (context) => {
      await needs(context, file);
      await needs(context, "answer-a-hook.sh");
      const port = await freePort();
      const url = `http://127.0.0.1:${port}/voice`;
      const own = { HOOK_URL: url, PORT: String(port), PATH: process.env["PATH"] ?? "", ...env };
      const hook = spawn(PROGRAMS[path.extname(file)] ?? "", [path.join(FOLDER, file)], { env: own, cwd: FOLDER });
      try {
        const [said] = (await once(hook.stdout, "data")) as [Buffer];
        expect(String(said)).toContain("listening");
        const fields = { CallSid: "CA00000000000000000000000000000000", From: "+6281234567890" };
        const ask = (signature: string) =>
          fetch(url, {
            method: "POST",
            headers: { "x-twilio-signature": signature },
            body: new URLSearchParams(fields),
          });
        const signature = twilioSignatureOf(env["SAMBUNG_TOKEN"] ?? "", { url, fields });
        const answer = await ask(signature);
        expect(answer.headers.get("content-type")).toContain("text/xml");
        expect(await answer.text()).toMatch(/<Response><Say language="id-ID">Selamat datang.*<Enqueue>Penjualan/);
        expect((await ask("salah")).status).toBe(403);
        expect(await output("answer-a-hook.sh", { HOOK_URL: url })).toContain("Selamat datang");
      } finally {
        hook.kill();
      }
    });
  }
});
