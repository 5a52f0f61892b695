import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SOUND_COMPANY, SOUND_FORM } from "../../../../testkit/licence-form.ts";
import { observedItem } from "../../../../testkit/test-facts.ts";
import {
  citationFault,
  currentRuleset,
  openRulebook,
  rulesetVersion,
  testCatalogueOfRules,
} from "../../../regulation/index.ts";
import type { LicenceForm } from "../../requirements/index.ts";
import { deviceKey, generateItems, itemsOfRetest } from "./generate-items.ts";

const opened = openRulebook({ version: rulesetVersion, atDate: "2026-11-25" });
if (!opened.ok) throw new Error("no rules today");
const rulebook = opened.value;
const catalogue = testCatalogueOfRules(rulesetVersion);
const itemsFor = (form: LicenceForm) => generateItems({ catalogue, rulebook, form, company: SOUND_COMPANY });
const withService = (service: LicenceForm["service"]): LicenceForm => ({ ...SOUND_FORM, service });

describe("the items of a test", () => {
  it("cite sources that hold what they say", () => {
    for (const cited of [...catalogue.items, catalogue.device])
      expect(citationFault(cited, currentRuleset.sources), cited.clause).toBeNull();
  });

  it("fit the configuration: an E1 trunk for a PBX, a registered one for IP, messages where they are sent", () => {
    const keysOf = (service: LicenceForm["service"]) => new Set(itemsFor(withService(service)).map(({ key }) => key));
    const pbx = keysOf({ configurations: ["pbx"], smsA2p: false });
    expect([pbx.has("trunk-e1"), pbx.has("trunk-sip"), pbx.has("sms-sender")]).toEqual([true, false, false]);
    const cloud = keysOf({ configurations: ["cpaas"], smsA2p: true });
    expect([cloud.has("trunk-e1"), cloud.has("trunk-sip"), cloud.has("sms-sender")]).toEqual([false, true, true]);
  });

  it("are one for each row of the device list, with the checks that row can answer", () => {
    const rows = SOUND_FORM.devices.rows;
    const devices = itemsFor(SOUND_FORM).filter(({ kind }) => kind === "device");
    expect(devices.map(({ key }) => key)).toEqual(rows.map(({ id }) => deviceKey(id)));
    const [first] = rows;
    if (first === undefined) throw new Error("the sound form has a device");
    const rented = { ...first, isVirtual: true, serial: "", certificateNumber: "" };
    const [item] = itemsFor({ ...SOUND_FORM, devices: { rows: [rented] } }).filter(({ kind }) => kind === "device");
    expect(item?.device?.checks).toEqual(["present", "working"]);
  });

  it("take a limit from its rule, with the standing of the rule", () => {
    const channels = itemsFor(SOUND_FORM).find(({ key }) => key === "channels");
    const rule = rulebook.rules["lines-per-e1"];
    expect(channels?.limit).toEqual({
      comparison: "at-least",
      value: rule.value,
      rule: rule.id,
      standing: rule.standing,
    });
  });

  it("ask for the lines of the first year's commitment, and for those of the rule where it is less", () => {
    const [row] = SOUND_FORM.commitment.rows;
    if (row === undefined) throw new Error("the sound form has a commitment");
    const limitsFor = (rows: LicenceForm["commitment"]["rows"]) =>
      itemsFor({ ...SOUND_FORM, commitment: { rows } })
        .filter(({ key }) => key === "channels" || key === "simultaneous")
        .map(({ limit }) => limit?.value);
    const inYear = (year: number, capacity: number) => ({ ...row, year, capacity, unit: "e1" as const });
    expect(limitsFor([inYear(1, 10)])).toEqual([300, 300]);
    expect(limitsFor([inYear(1, 4), inYear(1, 3), inYear(2, 5)])).toEqual([210, 210]);
    expect(limitsFor([{ ...inYear(1, 45), unit: "channels" }])).toEqual([45, 45]);
    expect(limitsFor([inYear(2, 10)])).toEqual([30, 30]);
  });

  it("depend on nothing that is not among them", () => {
    for (const configurations of [["pbx"], ["ip-pbx"], ["cpaas"], ["pbx", "ip-pbx", "cpaas"]] as const) {
      const items = itemsFor(withService({ configurations: [...configurations], smsA2p: false }));
      const keys = new Set(items.map(({ key }) => key));
      expect(items.flatMap(({ dependsOn }) => dependsOn).filter((key) => !keys.has(key))).toEqual([]);
    }
  });
});

describe("the items of a re-test", () => {
  it("are what failed, what was measured on a device that failed, and what depends on either", () => {
    const items = [
      observedItem("trunk"),
      observedItem("inbound", { dependsOn: ["trunk"] }),
      observedItem("transfer", { dependsOn: ["inbound"] }),
      observedItem("channels"),
      observedItem("blocked", { dependsOn: ["channels"] }),
      observedItem("tickets"),
      observedItem(deviceKey("d-1")),
    ];
    const retest = (failed: readonly string[]) =>
      itemsOfRetest(items, { failed, measuredOn: [{ item: "channels", deviceRowId: "d-1" }] }).map(
        ({ key, because }) => [key, because],
      );
    expect(retest(["trunk"])).toEqual([
      ["trunk", "failed"],
      ["inbound", "depends"],
      ["transfer", "depends"],
    ]);
    expect(retest([deviceKey("d-1")])).toEqual([
      ["channels", "depends"],
      ["blocked", "depends"],
      [deviceKey("d-1"), "failed"],
    ]);
    expect(retest(["tickets"])).toEqual([["tickets", "failed"]]);
  });

  it("are closed: nothing that is left out depends on something that is taken in", () => {
    const whole = itemsFor(withService({ configurations: ["pbx", "ip-pbx", "cpaas"], smsA2p: true }));
    fc.assert(
      fc.property(fc.subarray([...whole.map(({ key }) => key)]), (failed) => {
        const taken = new Set(itemsOfRetest(whole, { failed, measuredOn: [] }).map(({ key }) => key));
        const left = whole.filter(({ key }) => !taken.has(key));
        expect(left.filter(({ dependsOn }) => dependsOn.some((one) => taken.has(one)))).toEqual([]);
        expect(failed.every((key) => taken.has(key))).toBe(true);
      }),
    );
  });
});
