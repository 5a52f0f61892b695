import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SteppedCall } from "../../../../testkit/call-with-tasks.ts";
import type { AgentPhoneFault, AgentPhoneResult } from "../../telephony/calls/index.ts";
import { type DialledFeatureCode, readFeatureCode } from "../../telephony/dial-plan/index.ts";
import { shippedPrompts } from "../../telephony/prompts/index.ts";
import { createFeatureCodeScript } from "./feature-code-script.ts";

/** A phone's call of a feature code, up to its first prompt. */
function dialling(dialled: string, language = "id"): SteppedCall {
  const code = readFeatureCode(dialled) as DialledFeatureCode;
  const script = createFeatureCodeScript(code, language);
  const call = new SteppedCall(script, {
    direction: "desk",
    party: { kind: "phone", phoneId: "meja", contact: null },
    caller: "201",
    called: dialled.slice(0, 3),
    code: null,
    far: dialled.slice(0, 3),
    destination: { kind: "tasks", script, isRecorded: false, areKeysSecret: true },
  });
  return call.give({ input: "media-opened", legId: "in" }, { input: "answer-written" });
}

/** All prompts of the call, play by play. */
const said = (call: SteppedCall) =>
  call
    .all("play-clips")
    .map(({ clips }) => clips.map((clip) => (clip.kind === "prompt" ? clip.prompt : clip.kind)).join(" "));
const wishes = (call: SteppedCall) => call.all("ask-desk").map(({ wish }) => wish);
const answer = (call: SteppedCall, result: AgentPhoneResult) => {
  const nth = call.all("ask-desk").at(-1)?.phoneContext.nth ?? 0;
  return call.give({ input: "desk-answered", nth, answer: result });
};
const done = (change: Partial<Extract<AgentPhoneResult, { readonly is: "done" }>> = {}): AgentPhoneResult => ({
  is: "done",
  isPaused: false,
  language: null,
  ...change,
});
const no = (why: AgentPhoneFault): AgentPhoneResult => ({ is: "refused", why, language: null });

describe("an agent who dials the code of a log-in", () => {
  it("is asked for what is missing, logged in, told so, and let go", () => {
    const call = dialling("*50").press("305#").press("2580#");
    expect(wishes(call)).toEqual([{ wish: "log-in", deskNumber: "305", pin: "2580" }]);
    answer(call, done()).heard();
    expect(said(call)).toEqual(["id.desk-number", "id.desk-pin", "id.desk-logged-in"]);
    expect(call.call.phase).toBe("ended");
    expect(call.results()).toEqual(["gather gathered", "gather gathered", "ask-desk desk-done"]);
  });

  it("is asked for his PIN alone where he has dialled his number, and spoken to in the language of his account", () => {
    const call = answer(dialling("*50305", "en").press("2580#"), done({ language: "id", isPaused: true })).heard();
    expect(said(call)).toEqual(["en.desk-pin", "id.desk-logged-in id.desk-paused"]);
  });

  it("is asked everything anew when it was wrong, whichever part was, and let go after the third time", () => {
    const call = answer(dialling("*50305").press("1111#"), no("wrong"));
    answer(call.press("305#").press("1112#"), no("wrong"));
    answer(call.press("305#").press("1113#"), no("wrong")).heard();
    const again = "id.desk-wrong id.desk-number";
    expect(said(call)).toEqual(["id.desk-pin", again, "id.desk-pin", again, "id.desk-pin", "id.desk-wrong"]);
    expect(call.call.phase).toBe("ended");
  });

  it("has tried once when he enters too few digits or none, and the desk is not asked", () => {
    const call = dialling("*50").press("#").press("12#").press("305#").press("99#").heard();
    expect(wishes(call)).toEqual([]);
    expect(call.call.phase).toBe("ended");
  });

  it.each(["locked", "phone-taken", "on-contact", "failed"] as const)("hears why not and is let go: %s", (why) => {
    const call = answer(dialling("*50305").press("2580#"), no(why)).heard();
    expect(said(call).at(-1)).toBe(`id.desk-${why}`);
    expect(call.call.phase).toBe("ended");
  });

  it("hears that it failed when the desk cannot be asked; a late answer means nothing", () => {
    const call = dialling("*50305").press("2580#");
    const nth = call.all("ask-desk")[0]?.phoneContext.nth ?? 0;
    call.give({ input: "desk-answered", nth: nth - 1, answer: done() });
    expect(said(call)).toEqual(["id.desk-pin"]);
    call.give({ input: "desk-answered", nth, answer: null });
    call.give({ input: "desk-answered", nth, answer: done() });
    expect(said(call)).toEqual(["id.desk-pin", "id.desk-failed"]);
  });
});

describe("an agent at his phone", () => {
  it.each([
    ["*51", [{ wish: "log-out" }], "id.desk-logged-out"],
    ["*523", [{ wish: "pause", key: "3" }], "id.desk-paused"],
    ["*53", [{ wish: "ready" }], "id.desk-ready"],
  ] as const)("is asked nothing by %s", (dialled, wished, sentence) => {
    const call = answer(dialling(dialled), done()).heard();
    expect(wishes(call)).toEqual(wished);
    expect(said(call)).toEqual([sentence]);
    expect(call.call.phase).toBe("ended");
  });

  it("is asked for a reason until there is such a one", () => {
    const call = answer(dialling("*52").press("8"), no("no-reason")).press("1");
    answer(call, done()).heard();
    expect(said(call)).toEqual(["id.desk-reason", "id.desk-no-reason id.desk-reason", "id.desk-paused"]);
  });

  it("hears that nobody is logged in there", () => {
    expect(said(answer(dialling("*51"), no("nobody")))).toEqual(["id.desk-nobody"]);
  });
});

describe("the call of a code", () => {
  it("leaves no key in its record, whatever is pressed, when, and by which way", () => {
    const pressing = fc.record({
      key: fc.constantFrom(...Array.from("0123456789*#A")),
      by: fc.constantFrom("event", "sound", "info"),
    });
    const happening = fc.oneof(
      { weight: 5, arbitrary: pressing },
      { weight: 1, arbitrary: fc.constantFrom("timer", "digits", "heard", "done", "wrong", "hung-up") },
    );
    fc.assert(
      fc.property(
        fc.constantFrom("*50", "*50305", "*52", "*53"),
        fc.array(happening, { maxLength: 60 }),
        (code, all) => {
          const call = dialling(code);
          for (const one of all) {
            if (typeof one !== "string") call.press(one.key, one.by as "event");
            else if (one === "timer") call.give({ input: "timer", timer: "task" });
            else if (one === "digits") call.give({ input: "timer", timer: "digits" });
            else if (one === "heard") call.heard();
            else if (one === "hung-up") call.give({ input: "hung-up", legId: "in", cause: 16 });
            else answer(call, one === "done" ? done() : no("wrong"));
          }
          call.give({ input: "stop" });
          expect(call.kinds()).not.toContain("digits.received");
          const bodies = call.call.events.map(({ body }) => JSON.stringify(body)).join();
          expect(bodies).not.toMatch(/"(?:digits|keys|pin|deskNumber)"/);
          expect(call.all("begin-recording")).toEqual([]);
        },
      ),
    );
  });

  it("says nothing that does not ship in both languages", () => {
    const whys = ["locked", "phone-taken", "on-contact", "failed", "nobody"] as const;
    const heard = ["id", "en"].flatMap((language) => [
      ...whys.flatMap((why) => said(answer(dialling("*53", language), no(why)))),
      ...["*51", "*521", "*53"].flatMap((code) => said(answer(dialling(code, language), done()))),
      ...said(answer(dialling("*50", language).press("305#").press("2580#"), done({ isPaused: true }))),
      ...said(answer(dialling("*52", language).press("8"), no("no-reason"))),
    ]);
    const shipped = shippedPrompts();
    for (const clips of heard) for (const clip of clips.split(" ")) expect(shipped.has(clip), clip).toBe(true);
  });
});
