import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shareAt } from "../../src/protocols/audio/index.ts";
import { openConferenceSound } from "../../src/service/calls/wire.ts";
import { testLog } from "../../testkit/database.ts";
import { type Joined, startTestMedia, type TestMedia } from "../../testkit/media.ts";
import { toneFrames } from "../../testkit/phone.ts";

const TONES = { a: 600, b: 1_500, c: 2_100 } as const;
type Name = keyof typeof TONES;
let media: TestMedia;
const phones = new Map<Name, Joined>();

beforeAll(async () => {
  media = await startTestMedia({ workers: 2 });
  // Each call goes to the worker with fewest legs: the second one is apart from the others.
  for (const name of ["a", "b", "c"] as const) phones.set(name, await media.join(name, `call-${name}`));
});

afterAll(() => media?.close());

const WORKERS: Readonly<Record<Name, number>> = { a: 0, b: 1, c: 0 };
const placeOf = (leg: string) => ({ group: `call-${leg}`, worker: WORKERS[leg as Name] });
const all = (...names: readonly Name[]) => ({
  legIds: names,
  heard: names.flatMap((from) => names.filter((to) => to !== from).map((to) => [from, to] as const)),
});

/** Everybody says his tone for a while; which of them each one has heard. */
async function heard(): Promise<Readonly<Record<string, string>>> {
  const from = new Map([...phones].map(([name, { phone }]) => [name, phone.heard.length]));
  await Promise.all([...phones].map(([name, { phone, at }]) => phone.say(toneFrames(TONES[name], 60), at)));
  return Object.fromEntries(
    [...phones].map(([name, { phone }]) => {
      const sound = phone.sound(from.get(name) ?? 0).subarray(-4_000);
      const found = (Object.keys(TONES) as Name[]).filter(
        (other) => sound.some((sample) => Math.abs(sample) > 200) && shareAt(sound, TONES[other]) > 0.2,
      );
      return [name, found.join("+")];
    }),
  );
}

describe("the sound of a conference", () => {
  it("reaches legs of other workers by ties, and lets go of them", async () => {
    const sound = openConferenceSound({ ask: media.ask, log: testLog, loopback: "127.0.0.1", placeOf });
    sound.hear("one", all("a", "b", "c"));
    await expect.poll(heard, { timeout: 10_000 }).toEqual({ a: "b+c", b: "a+c", c: "a+b" });
    expect((await media.ask({ kind: "status" })).legs).toBe(5);
    sound.hear("one", { legIds: ["a", "b", "c"], heard: [["b", "a"]] });
    await expect.poll(heard, { timeout: 10_000 }).toEqual({ a: "b", b: "", c: "" });
    sound.hear("one", all("a", "c"));
    await expect.poll(async () => (await media.ask({ kind: "status" })).legs, { timeout: 5_000 }).toBe(3);
    expect(await heard()).toMatchObject({ a: "c", c: "a" });
    sound.hear("one", all());
    await expect.poll(async () => (await media.ask({ kind: "status" })).mixes, { timeout: 5_000 }).toBe(0);
  });

  it("goes on when the workers die and come back", async () => {
    const sound = openConferenceSound({ ask: media.ask, log: testLog, loopback: "127.0.0.1", placeOf });
    sound.hear("two", all("a", "b"));
    await expect.poll(heard, { timeout: 10_000 }).toMatchObject({ a: "b", b: "a" });
    for (const nth of [0, 1]) await media.running.crashWorker(nth);
    await expect.poll(heard, { timeout: 15_000 }).toMatchObject({ a: "b", b: "a" });
    sound.hear("two", all());
  });
});
