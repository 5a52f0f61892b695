import { describe, expect, it } from "vitest";
import { readCompareOptions } from "./compare-options.ts";

const OWN = ["127.0.0.1", "192.0.2.7"];
const read = (...args: readonly string[]) => readCompareOptions(args, OWN);
const TARGET = ["--target", "sip:127.0.0.1:5080", "--number", "100"];

describe("the arguments of the comparison", () => {
  it("are a target on this machine, and rates in equal steps up to the highest", () => {
    expect(read(...TARGET, "--label", "Kamailio", "--rate", "90")).toEqual({
      ok: true,
      value: {
        target: { host: "127.0.0.1", port: 5080, number: "100", label: "Kamailio" },
        rates: [30, 60, 90],
        seconds: 5,
        rounds: 3,
      },
    });
  });

  it("measure Sambung alone without a target", () => {
    expect(read()).toMatchObject({ ok: true, value: { target: null, rates: [33, 67, 100] } });
  });

  it("name each rate once where there are fewer rates than steps", () => {
    expect(read("--rate", "2", "--steps", "5")).toMatchObject({ ok: true, value: { rates: [1, 2] } });
  });

  it("take an address of this machine, localhost, and the port of SIP where none is named", () => {
    for (const [target, host] of [
      ["sip:192.0.2.7", "192.0.2.7"],
      ["sip:localhost", "127.0.0.1"],
      ["sip:127.0.0.9", "127.0.0.9"],
    ] as const)
      expect(read("--target", target, "--number", "1")).toMatchObject({
        ok: true,
        value: { target: { host, port: 5060, label: `${host}:5060` } },
      });
  });

  it.each([
    ["a server on another machine", ["--target", "sip:192.0.2.8", "--number", "1"], /no address of this machine/],
    ["a name that DNS resolves", ["--target", "sip:pbx.example", "--number", "1"], /must look like/],
    ["another scheme", ["--target", "sips:127.0.0.1", "--number", "1"], /must look like/],
    ["a port beyond 65535", ["--target", "sip:127.0.0.1:70000", "--number", "1"], /must look like/],
    ["a target without a number", ["--target", "sip:127.0.0.1"], /--number/],
    ["a number with a line break", ["--target", "sip:127.0.0.1", "--number", "1\r\nX: y"], /--number/],
    ["a number without a target", ["--number", "1"], /need --target/],
    ["a label that breaks the table", [...TARGET, "--label", "x".repeat(25)], /--label/],
    ["a rate beyond the limit", ["--rate", "501"], /--rate must be a whole number from 1 to 500/],
    ["no rate", ["--rate", "0"], /--rate/],
    ["a rate that is no number", ["--rate", "fast"], /--rate/],
    ["fewer rounds than three", ["--rounds", "2"], /--rounds must be a whole number from 3 to 10/],
    ["a run of hours", [...TARGET, "--rounds", "10", "--steps", "5", "--seconds", "20"], /at most 900 s/],
    ["an unknown option", ["--fast"], /--fast/],
    ["a word without an option", ["5080"], /5080/],
  ])("refuse %s", (_what, args, says) => {
    const refused = read(...args);
    expect(refused).toMatchObject({ ok: false, refusal: expect.stringMatching(says) as string });
  });
});
