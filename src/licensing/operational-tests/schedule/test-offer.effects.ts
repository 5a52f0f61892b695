import type { z } from "zod";
import type { Caller } from "../../../platform/http/index.ts";
import { citeRule, requirementsOfRules, rulesetVersion, testCatalogueOfRules } from "../../../regulation/index.ts";
import { rulebookNow } from "../../numbering/index.ts";
import type { testOfferSchema } from "../contract.ts";
import { offerRefusal } from "../decide-request.ts";
import { generateItems, itemsOfRetest } from "../evidence/generate-items.ts";
import { requestFacts, requestRules } from "../request-test.effects.ts";
import { testsOfLicence } from "../test.store.ts";
import type { TestDependencies } from "../test-dependencies.effects.ts";
import { writesFor } from "../test-person.ts";
import { OPEN_TEST_STATES, type TestState } from "../test-words.shared.ts";
import { earlierFailure } from "./retest.store.ts";
import { earliestDay } from "./test-days.ts";

/** The test that a company can request now, or why not; undefined for a person who may not edit its applications. */
export async function testOffer(
  dependencies: TestDependencies,
  caller: Caller,
  licenceId: string,
): Promise<z.infer<typeof testOfferSchema> | undefined> {
  const { db, clock } = dependencies.kit;
  const nowMs = clock.nowMs();
  const licence = await dependencies.licenceForTest({ db, nowMs }, licenceId);
  if (licence === undefined || !writesFor(caller, licence.organisation.id)) return undefined;
  const earlier = await testsOfLicence(db, licenceId);
  const { rules, calendar, today } = requestRules(nowMs);
  const rulebook = rulebookNow(nowMs);
  const facts = await requestFacts(db, { licence, earlier, date: null, nowMs });
  const [before] = earlier;
  const failure = before === undefined ? undefined : await earlierFailure(db, { follows: before.id });
  const { form, company } = licence;
  const catalogue = testCatalogueOfRules(rulesetVersion);
  const items =
    failure === undefined ? [] : itemsOfRetest(generateItems({ catalogue, rulebook, form, company }), failure);
  const letter = requirementsOfRules(rulesetVersion).requirements.find(({ key }) => key === "D14");
  return {
    refusal: offerRefusal(facts) ?? null,
    openTestId: earlier.find(({ state }) => OPEN_TEST_STATES.includes(state as TestState))?.id ?? null,
    method: rules.method,
    methodRule: citeRule(rulebook.rules["test-method-kind"]),
    selfTest: rules.isSelfTestFree || rules.method === "self" ? "by-rule" : "on-request",
    earliestDate: earliestDay(today, { daysAheadMin: rules.daysAheadMin, calendar }),
    daysAheadRule: citeRule(rulebook.rules["test-request-days-ahead-min"]),
    places: form.configuration.sites
      .map((site) => [site.name, site.address, site.city].filter((part) => part !== "").join(", "))
      .filter((place) => place !== ""),
    retestOf:
      before === undefined || failure === undefined
        ? null
        : { id: before.id, number: before.number, items: items.map(({ key }) => key) },
    letterTemplate: letter?.template?.id ?? "",
    letterMegabytesMax: letter?.slots[0]?.files.megabytesMax ?? 5,
  };
}
