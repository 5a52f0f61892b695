import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCallCentre } from "../../../../testkit/call-centre.ts";
import type { Answer, ProblemBody, TestClient } from "../../../../testkit/client.ts";
import { prompt } from "../../../../testkit/flow-sample.ts";
import { succeeded } from "../../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { readWav, shareAt, wavHeader } from "../../../protocols/audio/index.ts";

let portal: TestPortal;
let client: TestClient;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  client = (await openCallCentre(portal)).operator.client;
});

afterAll(() => portal.close());

/** A recording of a tone at 44,100 samples a second, as a computer records one. */
function recording(hz: number, seconds = 1, level = 8_000): Uint8Array {
  const frames = 44_100 * seconds;
  const samples = Int16Array.from({ length: frames }, (_, at) => level * Math.sin((2 * Math.PI * hz * at) / 44_100));
  const bytes = Buffer.concat([wavHeader({ channels: 1, frames }), new Uint8Array(samples.buffer)]);
  bytes.writeUInt32LE(44_100, 24);
  return bytes;
}

function upload(name: string, bytes: Uint8Array, words = "Selamat Lebaran"): Promise<Answer> {
  const form = new FormData();
  form.set("file", new Blob([new Uint8Array(bytes)]), "rekaman.wav");
  const path = `/api/service/prompts/${name}/id?words=${encodeURIComponent(words)}`;
  return client.send(path, { method: "PUT", body: form });
}

const codeOf = ({ status, body }: Answer) => `${status} ${(body as ProblemBody).error.code}`;

async function heard(name: string): Promise<Int16Array> {
  const read = readWav(await client.fetchBytes(`/api/service/prompts/${name}/id/audio`));
  return (read.ok ? read.value.channels[0] : undefined) ?? new Int16Array();
}

interface Listed {
  readonly name: string;
  readonly languages: readonly { readonly language: string; readonly words: string; readonly own: object | null }[];
  readonly liveIn: readonly string[];
}

const listed = async (name: string) =>
  succeeded(await client.get<{ items: Listed[] }>("/api/service/prompts"), "prompts").items.find(
    (one) => one.name === name,
  );

describe("a recording that ships", () => {
  it("is listed with its words and heard whole or by a part", async () => {
    expect(await listed("welcome")).toMatchObject({
      languages: [
        { language: "id", words: "Selamat datang di layanan kami.", own: null },
        { language: "en", words: "Welcome to our service.", own: null },
      ],
    });
    const whole = await client.fetchBytes("/api/service/prompts/welcome/id/audio");
    const headers = { range: "bytes=100-199" };
    const part = await client.send("/api/service/prompts/welcome/id/audio", { method: "GET", headers });
    expect([part.status, part.headers.get("content-range"), part.headers.get("content-length")]).toEqual([
      206,
      `bytes 100-199/${whole.length}`,
      "100",
    ]);
    const beyond = { range: `bytes=${whole.length}-` };
    expect(
      (await client.send("/api/service/prompts/welcome/id/audio", { method: "GET", headers: beyond })).status,
    ).toBe(416);
    expect((await heard("n-5")).length).toBeGreaterThan(1_000);
  });
});

describe("a recording of one's own", () => {
  it("is heard as it was made, at the rate of a telephone, and named with its words", async () => {
    const done = await upload("lebaran", recording(1_000));
    expect([done.status, done.body]).toEqual([200, { durationMs: 1_000 }]);
    expect(shareAt((await heard("lebaran")).subarray(400, 7_600), 1_000)).toBeGreaterThan(0.98);
    expect(await listed("lebaran")).toMatchObject({ languages: [{ language: "id", words: "Selamat Lebaran" }] });
  });

  it("takes the place of one that ships, of an earlier one, and gives it back", async () => {
    const shipped = await heard("welcome");
    for (const hz of [700, 900]) {
      expect((await upload("welcome", recording(hz))).status).toBe(200);
      expect(shareAt((await heard("welcome")).subarray(400, 7_600), hz)).toBeGreaterThan(0.98);
    }
    expect((await client.delete("/api/service/prompts/welcome/id")).status).toBe(204);
    expect(await heard("welcome")).toEqual(shipped);
    expect(codeOf(await client.delete("/api/service/prompts/welcome/id"))).toBe("404 no-such-prompt");
  });

  it("may be an MP3, whatever it is called, and no longer than another one", async () => {
    const made = (seconds: number) => {
      const tone = `sine=frequency=1200:sample_rate=22050:duration=${seconds}`;
      return execFileSync("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", tone, "-b:a", "16k", "-f", "mp3", "pipe:1"]);
    };
    expect((await upload("nada", made(1))).status).toBe(200);
    expect(shareAt((await heard("nada")).subarray(800, 7_200), 1_200)).toBeGreaterThan(0.9);
    expect(codeOf(await upload("nada-panjang", made(130)))).toBe("400 prompt-too-long");
    // Frame headers without valid content.
    const empty = Buffer.from(Array.from({ length: 8_000 }, (_, at) => [0xff, 0xf3, 0x20, 0xff][at % 104] ?? 0xff));
    expect((await upload("nada-rusak", empty)).status).toBe(415);
  });

  it("is refused by what is wrong with it", async () => {
    expect(codeOf(await upload("rusak", new TextEncoder().encode("ID3 lagu")))).toBe("415 not-wav");
    expect(codeOf(await upload("bisu", recording(500, 1, 100)))).toBe("400 prompt-silent");
    expect(codeOf(await upload("panjang", recording(500, 121)))).toBe("400 prompt-too-long");
    expect(codeOf(await upload("n-5", recording(500)))).toBe("409 prompt-name-reserved");
    expect((await upload("Nama Salah", recording(500))).status).toBe(400);
    expect(codeOf(await client.put("/api/service/prompts/apa/id?words=apa", {}))).toBe("400 prompt-missing-file");
  });

  it("is made of words by the computer, as it was heard before, and as loud as those that ship", async () => {
    const words = "Kantor kami tutup pada hari raya.";
    const body = JSON.stringify({ words, language: "id" });
    const headers = { "content-type": "application/json" };
    const before = await client.send("/api/service/speech", { method: "POST", body, headers });
    expect([before.status, before.headers.get("content-type")]).toEqual([200, "audio/wav"]);
    const done = await client.put<{ durationMs: number }>("/api/service/prompts/hari-raya/id/speech", { words });
    expect(succeeded(done, "speech").durationMs).toBeGreaterThan(1_500);
    const sound = await heard("hari-raya");
    expect(sound.length / 8).toBeCloseTo(succeeded(done, "speech").durationMs, -1);
    // G.711 quantises a sample to within a few hundredths of its value.
    expect(Math.max(...sound.map(Math.abs))).toBeGreaterThan(15_500);
    expect(await listed("hari-raya")).toMatchObject({ languages: [{ language: "id", words }] });
    expect(codeOf(await client.put("/api/service/prompts/n-5/id/speech", { words }))).toBe("409 prompt-name-reserved");
    const tooLong = await client.put("/api/service/prompts/hari-raya/id/speech", { words: "a".repeat(501) });
    expect(tooLong.status).toBe(400);
  });

  it("stays while a live flow plays it, and goes when none does", async () => {
    await upload("pemberitahuan", recording(600));
    const { id } = succeeded(
      await client.post<{ id: string }>("/api/service/flows", { name: "Pengumuman", example: "empty" }),
      "a flow",
    );
    const flow = (name: string) => ({
      languages: ["id"],
      start: "akhir",
      steps: [{ id: "akhir", name: "Selesai", kind: "hang-up", phrase: prompt(name) }],
    });
    const publish = async (name: string, expectedVersion: number) => {
      const body = { expectedVersion, name: "Pengumuman", draft: flow(name) };
      succeeded(await client.put(`/api/service/flows/${id}/draft`, body), "a draft");
      const wish = { expectedVersion: expectedVersion + 1, note: "" };
      succeeded(await client.post(`/api/service/flows/${id}/versions`, wish), "a version");
    };
    await publish("pemberitahuan", 1);
    expect(await listed("pemberitahuan")).toMatchObject({ liveIn: ["Pengumuman"] });
    expect(codeOf(await client.delete("/api/service/prompts/pemberitahuan/id"))).toBe("409 prompt-live");
    expect(codeOf(await upload("pemberitahuan", recording(650)))).toBe("409 prompt-live");
    const spoken = { words: "Halo" };
    expect(codeOf(await client.put("/api/service/prompts/pemberitahuan/id/speech", spoken))).toBe("409 prompt-live");
    await publish("goodbye", 2);
    expect((await client.delete("/api/service/prompts/pemberitahuan/id")).status).toBe(204);
  });
});
