import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type HostileReceiver, MISDEEDS, openHostileReceiver } from "../../../../testkit/hostile-receiver.ts";
import { openWebhookReceiver, RECEIVER_HOST, type WebhookReceiver } from "../../../../testkit/webhook-receiver.ts";
import type { ControlRequest } from "./call-control.ts";
import type { Outward } from "./outward.ts";
import { fetchOutward, isPublicAddress, openOutward, publicWay, twilioSignatureOf, type WayOut } from "./wire.ts";

let hostile: HostileReceiver;
let secured: WebhookReceiver;
const opened: Outward[] = [];

beforeAll(async () => {
  [hostile, secured] = await Promise.all([openHostileReceiver(), openWebhookReceiver()]);
});

afterEach(() => {
  for (const outward of opened.splice(0)) outward.close();
  hostile.do("none");
});

afterAll(() => Promise.all([hostile.close(), secured.close()]));

function over(way: WayOut) {
  const outward = openOutward(way);
  opened.push(outward);
  return fetchOutward(outward);
}

const inside = () => over(publicWay([hostile.host]));
const asked = (more: Partial<ControlRequest> = {}): ControlRequest => ({
  url: `${hostile.url}suara?v=1`,
  method: "POST",
  fields: { CallSid: "CA1", Digits: "1 & 2" },
  ...more,
});

describe("asking a hook", () => {
  it("sends the fields as a form, signed over exactly that, and reads the answer with its times", async () => {
    hostile.do("none", "<Response/>");
    const sign: ControlRequest["sign"] = (sent) => ({ "x-twilio-signature": twilioSignatureOf("rahasia", sent) });
    const answer = await inside()(5_000, asked({ sign }));
    expect(answer).toMatchObject({ ok: true, status: 200, type: "text/xml", text: "<Response/>" });
    const [came] = hostile.cameIn.slice(-1);
    expect(came).toMatchObject({ method: "POST", path: "/suara?v=1", body: "CallSid=CA1&Digits=1+%26+2" });
    expect(came?.headers["x-twilio-signature"]).toBe(
      twilioSignatureOf("rahasia", {
        url: `http://${hostile.host}${came?.path}`,
        fields: Object.fromEntries(new URLSearchParams(came?.body)),
      }),
    );
    expect(answer.timings.totalMs).toBeGreaterThanOrEqual(answer.timings.answeredMs ?? Number.POSITIVE_INFINITY);
  });

  it("by GET writes the fields behind what the address asks itself, and signs that", async () => {
    const sign: ControlRequest["sign"] = (sent) => ({ "x-twilio-signature": twilioSignatureOf("rahasia", sent) });
    await inside()(5_000, asked({ method: "GET", sign }));
    const [came] = hostile.cameIn.slice(-1);
    expect(came).toMatchObject({ method: "GET", path: "/suara?v=1&CallSid=CA1&Digits=1+%26+2", body: "" });
    expect(came?.headers["content-length"]).toBeUndefined();
    expect(came?.headers["x-twilio-signature"]).toBe(
      twilioSignatureOf("rahasia", { url: `http://${hostile.host}${came?.path}`, fields: {} }),
    );
  });

  it("uses a connection again for the next question, and a new one where it was closed meanwhile", async () => {
    const fetchWithin = inside();
    await fetchWithin(5_000, asked());
    await fetchWithin(5_000, asked());
    const [first, second] = hostile.cameIn.slice(-2);
    expect(second?.connection).toBe(first?.connection);
    hostile.do((nth) => (nth % 2 === 0 ? "hung-up" : "none"));
    const answers = [];
    for (let nth = 0; nth < 6; nth += 1) answers.push(await fetchWithin(5_000, asked()));
    expect(answers.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(3);
  });

  const EXPECTED = {
    none: "200",
    silent: "slow",
    dripping: "slow",
    huge: "too-large",
    redirecting: "302",
    nonsense: "nonsense",
    resetting: "cut-off",
    "half-closed": "cut-off",
    "hung-up": "cut-off",
    gone: "410",
    failing: "503",
    "endless-headers": "nonsense",
  } as const;

  it.each([...MISDEEDS, "gone"] as const)("ends in its time with a value when the receiver is %s", async (misdeed) => {
    hostile.do(misdeed);
    const answer = await inside()(600, asked());
    expect(answer.ok ? String(answer.status) : answer.fault).toBe(EXPECTED[misdeed]);
    expect(answer.timings.totalMs).toBeLessThan(1_200);
  });

  it("ends when nobody wants the answer any more, at once too", async () => {
    hostile.do("silent");
    const giving = new AbortController();
    const answer = inside()(5_000, asked({ signal: giving.signal }));
    await expect.poll(() => hostile.cameIn.at(-1)?.misdeed).toBe("silent");
    giving.abort();
    expect(await answer).toMatchObject({ ok: false, fault: "aborted" });
    const before = hostile.cameIn.length;
    expect(await inside()(5_000, asked({ signal: AbortSignal.abort() }))).toMatchObject({
      ok: false,
      fault: "aborted",
    });
    expect(hostile.cameIn).toHaveLength(before);
  });

  it("has a budget of five seconds at the most, and ends although a name is never found out", async () => {
    const fetchWithin = over({ addressesOf: () => new Promise(() => {}), mayReach: () => true });
    const answer = await fetchWithin(50, asked({ url: `https://${RECEIVER_HOST}/` }));
    expect(answer).toMatchObject({ ok: false, fault: "slow" });
  });

  it("lets one host that is silent take no more than its share", async () => {
    hostile.do("silent");
    const fetchWithin = inside();
    const giving = new AbortController();
    const many = Array.from({ length: 70 }, () => fetchWithin(5_000, asked({ signal: giving.signal })));
    await expect.poll(() => hostile.cameIn.slice(-64).every(({ misdeed }) => misdeed === "silent")).toBe(true);
    giving.abort();
    const faults = (await Promise.all(many)).map((answer) => (answer.ok ? "" : answer.fault));
    expect(faults.filter((fault) => fault === "busy")).toHaveLength(6);
    expect(faults.filter((fault) => fault === "aborted")).toHaveLength(64);
  });

  it("lets one call centre take no more than its share, over however many hosts", async () => {
    const giving = new AbortController();
    const holding = new Promise<never>(() => undefined);
    const fetchWithin = over({ addressesOf: () => holding, mayReach: () => true });
    const ask = (holder: string, host: string) =>
      fetchWithin(5_000, asked({ url: `https://${host}.contoh.id/`, holder, signal: giving.signal }));
    const many = Array.from({ length: 70 }, (_, nth) => ask("a", `host-${nth}`));
    const other = ask("b", "host-1");
    giving.abort();
    const faults = (await Promise.all(many)).map((answer) => (answer.ok ? "" : answer.fault));
    expect(faults.filter((fault) => fault === "busy")).toHaveLength(6);
    expect(await other).toMatchObject({ fault: "aborted" });
    expect(await ask("a", "host-1")).toMatchObject({ fault: "aborted" });
  });
});

describe("where a hook may lie", () => {
  const publicOnly = (addresses: readonly string[]) =>
    over({ ...secured.way, addressesOf: async () => addresses, mayReach: isPublicAddress });
  const at = (url: string) => asked({ url });

  it("is the public Internet by https, with a certificate of the name", async () => {
    expect(await over(secured.way)(5_000, at(`https://${RECEIVER_HOST}/a`))).toMatchObject({ ok: true, status: 200 });
    const { ca: _ca, ...untrusted } = secured.way;
    expect(await over(untrusted)(5_000, at(`https://${RECEIVER_HOST}/a`))).toMatchObject({ fault: "untrusted" });
    expect(await over(secured.way)(5_000, at("https://lain.contoh.id/a"))).toMatchObject({ fault: "untrusted" });
  });

  it.each([
    ...[
      "http://hook.contoh.id/",
      "https://127.0.0.1/",
      "https://[::1]/",
      "https://hook.contoh.id:25/",
      "file:///etc/passwd",
    ],
    ...["https://a:b@hook.contoh.id/", "bukan alamat", "https://localhost/"],
  ])("is not %s", async (url) => {
    expect(await over(secured.way)(5_000, at(url))).toMatchObject({ ok: false, fault: "url-wrong" });
  });

  it("is not where any address of its name lies inside, now or at a later call over the same way", async () => {
    const url = `https://${RECEIVER_HOST}/`;
    const heardBefore = secured.heard.length;
    expect(await publicOnly(["8.8.8.8", "127.0.0.1"])(5_000, at(url))).toMatchObject({ fault: "forbidden-address" });
    expect(await publicOnly(["::ffff:169.254.169.254"])(5_000, at(url))).toMatchObject({ fault: "forbidden-address" });
    expect(await publicOnly([])(5_000, at(url))).toMatchObject({ fault: "unknown-name" });
    // A name that resolves to another address for the second request.
    let isFirst = true;
    const rebinding = over({
      ...secured.way,
      addressesOf: async () => {
        const now = isFirst ? ["127.0.0.1"] : ["10.0.0.1"];
        isFirst = false;
        return now;
      },
      mayReach: (address) => address === "127.0.0.1" || isPublicAddress(address),
    });
    expect(await rebinding(5_000, at(url))).toMatchObject({ ok: true });
    expect(await rebinding(5_000, at(url))).toMatchObject({ fault: "forbidden-address" });
    expect(secured.heard).toHaveLength(heardBefore + 1);
  });

  it("is inside only where the installation names host and port", async () => {
    const port = hostile.host.split(":")[1];
    expect(await over(publicWay())(5_000, asked())).toMatchObject({ fault: "url-wrong" });
    expect(await over(publicWay(["127.0.0.1"]))(5_000, asked())).toMatchObject({ fault: "url-wrong" });
    expect(await over(publicWay(["127.0.0.1:*"]))(5_000, asked())).toMatchObject({ ok: true });
    expect(await over(publicWay([`localhost:${port}`]))(5_000, at(`http://localhost:${port}/`))).toMatchObject({
      ok: true,
    });
  });
});
