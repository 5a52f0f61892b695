import { afterEach, describe, expect, it, vi } from "vitest";
import file from "../../../../docs/guide/openapi.json" with { type: "json" };
import { exampleValues } from "../../../../src/service/cpaas/reference/code-sample.shared.ts";
import { type ApiDescription, operationsOf } from "../../../../src/service/cpaas/reference/openapi-shape.shared.ts";
import { SHOWN_MAX, sendTry } from "./send-try.ts";

const KEY = "smb_rahasia";

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Tries an operation against a stubbed response; returns the result and the request sent. */
async function tried(operationId: string, answer: Response) {
  const placed = operationsOf(file as unknown as ApiDescription).find(
    (one) => one.operation.operationId === operationId,
  );
  if (placed === undefined) throw new Error(`${operationId} is no operation`);
  const ask = vi.fn<(address: string, init: RequestInit) => Promise<Response>>(() => Promise.resolve(answer));
  vi.stubGlobal("fetch", ask);
  const got = await sendTry(placed, { ...exampleValues(placed), idempotencyKey: undefined }, KEY);
  return { got, init: ask.mock.calls[0]?.[1] };
}

const json = (body: unknown) => new Response(JSON.stringify(body), { headers: { "content-type": "application/json" } });

describe("a request that somebody tries", () => {
  it("shows its key to the installation alone, and no cookie", async () => {
    const { got, init } = await tried("fetchCall", json({ id: "a" }));
    expect(new Headers(init?.headers).get("authorization")).toBe(`Bearer ${KEY}`);
    expect([init?.credentials, init?.redirect]).toEqual(["omit", "error"]);
    expect(JSON.stringify(got)).not.toContain(KEY);
    expect(got.body).toEqual({ kind: "text", text: '{\n  "id": "a"\n}', length: 15 });
  });

  it("says how long an answer is that it cuts", async () => {
    const items = Array.from({ length: 5_000 }, (_, nth) => `panggilan ${nth}`);
    const { body } = (await tried("listCalls", json({ items }))).got;
    const whole = JSON.stringify({ items }, null, 2);
    expect(whole.length).toBeGreaterThan(SHOWN_MAX);
    expect(body).toEqual({ kind: "text", text: whole.slice(0, SHOWN_MAX), length: whole.length });
  });

  it("does not read a sound, whose length the answer says", async () => {
    const ended = vi.fn<() => void>();
    const sound = new ReadableStream({ cancel: ended });
    const headers = { "content-type": "audio/wav", "content-length": "115200044" };
    const { body } = (await tried("fetchRecordingSound", new Response(sound, { headers }))).got;
    expect(body).toEqual({ kind: "other", type: "audio/wav", bytes: 115_200_044 });
    expect(ended).toHaveBeenCalledOnce();
  });

  it("says that nothing came back", async () => {
    expect((await tried("endConference", new Response(null, { status: 204 }))).got.body).toEqual({ kind: "nothing" });
  });
});
